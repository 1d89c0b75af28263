import { afterEach, describe, expect, it } from '@jest/globals';
import { startHttpDouble, type HttpAnswer, type HttpDouble } from '../../local/http-double.ts';

let double: HttpDouble;

const start = async (answer: HttpAnswer) => {
  double = await startHttpDouble(() => answer);
};

const outcome = (request: Promise<Response>) =>
  request.then(
    (response) => response.status,
    (error: unknown) => ((error as Error).cause as { code: string }).code,
  );

afterEach(() => double.stop());

describe('http double', () => {
  it('hands over the request and answers it', async () => {
    double = await startHttpDouble(({ method, path, query, body }) => ({
      status: 201,
      body: JSON.stringify({ method, path, q: query.get('q'), body: body.toString() }),
    }));
    const response = await fetch(`${double.endpoint}/a%20b?q=1`, { method: 'POST', body: 'text' });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ method: 'POST', path: '/a b', q: '1', body: 'text' });
  });

  it('resets the connection instead of answering', async () => {
    await start('reset');
    expect(await outcome(fetch(double.endpoint))).toBe('ECONNRESET');
  });

  it('tells a fault of its own as a 500', async () => {
    double = await startHttpDouble(() => Promise.reject(new Error('the script is broken')));
    const response = await fetch(double.endpoint);
    expect([response.status, await response.text()]).toEqual([500, 'Error: the script is broken']);
  });

  it('refuses connections while it is stopped and answers on the same port after a restart', async () => {
    await start({ status: 200, body: 'ok' });
    expect(await outcome(fetch(double.endpoint))).toBe(200);
    await double.stop();
    expect(await outcome(fetch(double.endpoint))).toBe('ECONNREFUSED');
    await double.restart();
    expect(await outcome(fetch(double.endpoint))).toBe(200);
  });

  it('stops although a request hangs, and breaks it', async () => {
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    double = await startHttpDouble(() => {
      arrived();
      return 'hang';
    });
    const hanging = outcome(fetch(double.endpoint));
    await arrival;
    await double.stop();
    expect(await hanging).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  });

  it('is stopped twice without complaint', async () => {
    await start('hang');
    await double.stop();
    await expect(double.stop()).resolves.toBeUndefined();
  });
});
