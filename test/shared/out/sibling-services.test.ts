import { createServer, type RequestListener, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createSimulatedClock } from '../../../local/simulated-clock.ts';
import { createSiblingServices } from '../../../shared/out/sibling-services.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const clock = createSimulatedClock('2026-11-23T08:00:00.000Z');
const NO_SERVER = 'http://127.0.0.1:1';
const clientOf = (url: string, limits = {}) =>
  createSiblingServices({ therapistServiceUrl: url, patientServiceUrl: url, clock, ...limits });
const unavailable = { ok: false, error: 'unavailable' };

describe('the sibling services', () => {
  it('are asked by id, and their JSON handed on', async () => {
    const url = await serve((request, response) =>
      response.end(JSON.stringify({ asked: request.url, method: request.method })),
    );
    const services = clientOf(url);
    expect(await services.fetchTherapist(13)).toEqual({
      ok: true,
      value: { asked: '/api/therapists/13', method: 'GET' },
    });
    expect(await services.fetchPatient(11)).toEqual({
      ok: true,
      value: { asked: '/api/patients/11', method: 'GET' },
    });
  });

  it.each(['', '/'])('may live under a path that ends with %j', async (slash) => {
    const url = await serve((request, response) => response.end(JSON.stringify({ asked: request.url })));
    expect(await clientOf(`${url}/therapists-v1${slash}`).fetchTherapist(13)).toMatchObject({
      value: { asked: '/therapists-v1/api/therapists/13' },
    });
  });

  it('say that nobody has the id', async () => {
    const url = await serve((_request, response) => response.writeHead(404).end('{}'));
    expect(await clientOf(url).fetchPatient(11)).toEqual({ ok: false, error: 'not_found' });
  });

  it('are left alone for half a minute after three missed deadlines in a row, each by itself', async () => {
    let asked = 0;
    const url = await serve((request, response) => {
      asked++;
      if (request.url?.includes('patients')) response.end('{"id":1}');
    });
    const services = clientOf(url, { deadlineMs: 30 });
    for (let id = 1; id <= 5; id++) expect(await services.fetchTherapist(id)).toEqual(unavailable);
    expect(asked).toBe(3);
    expect(await services.fetchPatient(1)).toMatchObject({ ok: true });
    clock.advance(30_000);
    await services.fetchTherapist(6);
    expect(asked).toBe(5);
  });

  it('are asked on while they fail at once', async () => {
    let asked = 0;
    const url = await serve((_request, response) => void (asked++, response.writeHead(500).end()));
    const services = clientOf(url);
    for (let id = 1; id <= 5; id++) await services.fetchTherapist(id);
    expect(asked).toBe(5);
  });

  describe('FAULTS 38: are unavailable when they', () => {
    it.each([500, 503, 401, 204, 429])('answer %i', async (status) => {
      const url = await serve((_request, response) => response.writeHead(status).end());
      expect(await clientOf(url).fetchTherapist(13)).toEqual(unavailable);
    });

    it('cannot be reached', async () => {
      expect(await clientOf(NO_SERVER).fetchTherapist(13)).toEqual(unavailable);
    });

    it('never answer', async () => {
      const url = await serve(() => undefined);
      expect(await clientOf(url, { deadlineMs: 50 }).fetchTherapist(13)).toEqual(unavailable);
    });

    it('answer headers and stop in the body', async () => {
      const url = await serve((_request, response) => void response.write('{"nachname":'));
      expect(await clientOf(url, { deadlineMs: 50 }).fetchTherapist(13)).toEqual(unavailable);
    });

    it('answer without end', async () => {
      let hungUp: () => void;
      const closed = new Promise<void>((resolve) => (hungUp = resolve));
      const url = await serve((_request, response) => {
        const pour = () => {
          while (response.write('x'.repeat(10_000)));
        };
        response.on('drain', pour).on('close', () => hungUp());
        pour();
      });
      expect(await clientOf(url, { maxBytes: 100_000 }).fetchTherapist(13)).toEqual(unavailable);
      await closed;
    });

    it('die in the middle of the body', async () => {
      const url = await serve((_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{', () => response.destroy());
      });
      expect(await clientOf(url).fetchTherapist(13)).toEqual(unavailable);
    });

    it.each(['', '<html>', '[]', '{"a":1,"a":2}'])('answer %j', async (body) => {
      const url = await serve((_request, response) => response.end(body));
      expect(await clientOf(url).fetchTherapist(13)).toEqual(unavailable);
    });

    it('redirect elsewhere', async () => {
      const url = await serve((request, response) =>
        request.url === '/elsewhere'
          ? response.end('{}')
          : response.writeHead(302, { location: '/elsewhere' }).end(),
      );
      expect(await clientOf(url).fetchTherapist(13)).toEqual(unavailable);
    });
  });
});
