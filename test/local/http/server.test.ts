import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalRequest, Respond } from '../../../local/http/messages.ts';
import { startHttpServer, type HttpServer } from '../../../local/http/server.ts';

const servers: HttpServer[] = [];

async function start(handle: Respond, port = 0): Promise<HttpServer> {
  const server = await startHttpServer({ port, handle });
  servers.push(server);
  return server;
}

const ok: Respond = () => Promise.resolve({ status: 200, body: 'ok' });

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(0);
});

/** Sends bytes that no client library would send; the answer, up to where the server closes. */
async function raw(server: HttpServer, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
  socket.end(bytes);
  return text(socket);
}

describe('http server', () => {
  it('listens on the loopback interface and hands over the request', async () => {
    let seen: LocalRequest | undefined;
    const server = await start((request) => {
      seen = request;
      return ok(request);
    });
    const response = await fetch(`${server.address}/a%2Fb?q=1`, { method: 'POST', body: 'text' });
    expect(await response.text()).toBe('ok');
    expect(server.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(seen).toMatchObject({ method: 'POST', path: '/a/b', rawPath: '/a%2Fb' });
    expect([seen?.query.get('q'), seen?.body.toString()]).toEqual(['1', 'text']);
  });

  it('does not take a path that begins with two slashes for a host', async () => {
    const paths: string[] = [];
    const server = await start((request) => {
      paths.push(request.rawPath);
      return ok(request);
    });
    await raw(server, 'GET //evil.example/x HTTP/1.0\r\n\r\n');
    expect(paths).toEqual(['//evil.example/x']);
  });

  it.each(['/%zz', 'http://evil.example/', '*'])('answers 400 to the path %s', async (path) => {
    expect(await raw(await start(ok), `GET ${path} HTTP/1.0\r\n\r\n`)).toContain(' 400 ');
  });

  it('takes a body of 10 MB and answers 413 to a byte more', async () => {
    const server = await start(ok);
    const post = async (size: number) => {
      const response = await fetch(server.address, { method: 'POST', body: Buffer.alloc(size) });
      return [response.status, await response.text()];
    };
    const limit = 10 * 1024 * 1024;
    expect(await post(limit)).toEqual([200, 'ok']);
    expect(await post(limit + 1)).toEqual([
      413,
      '{"message":"HTTP content length exceeded 10485760 bytes."}',
    ]);
  });

  it('tells a fault of its handler as a 500 and serves on', async () => {
    const server = await start(() => Promise.reject(new Error('broken')));
    const response = await fetch(server.address);
    expect([response.status, await response.text()]).toEqual([500, 'Error: broken']);
    expect((await fetch(server.address)).status).toBe(500);
  });

  it('says what to do when the port is in use', async () => {
    const { address } = await start(ok);
    const port = Number(new URL(address).port);
    await expect(start(ok, port)).rejects.toThrow(
      `Port ${port} is in use: end the program that listens there, or choose another port (--port).`,
    );
  });

  it('survives a client that goes away in the middle of its body', async () => {
    const server = await start(ok);
    await raw(server, 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf');
    expect((await fetch(server.address)).status).toBe(200);
  });
});

describe('stopping the http server', () => {
  /** A handler that waits: when it was called, and what ends it. */
  function waiting() {
    const { promise: called, resolve: onCall } = Promise.withResolvers<boolean>();
    const { promise: released, resolve: release } = Promise.withResolvers<boolean>();
    const handle: Respond = async (request) => {
      onCall(true);
      await released;
      return ok(request);
    };
    return { handle, called, release };
  }

  it('lets requests under way end and refuses new ones', async () => {
    const { handle, called, release } = waiting();
    const server = await start(handle);
    const underWay = fetch(server.address);
    await called;
    const stopped = server.stop();
    await expect(fetch(server.address)).rejects.toThrow();
    release(true);
    const response = await underWay;
    expect([response.status, response.headers.get('connection')]).toEqual([200, 'close']);
    await stopped;
  });

  it('breaks a request that does not end in time', async () => {
    const { handle, called } = waiting();
    const server = await start(handle);
    const hanging = httpRequest(server.address).end();
    const broken = once(hanging, 'error');
    await called;
    await server.stop(0);
    expect((await broken)[0]).toMatchObject({ code: 'ECONNRESET' });
  });

  it('does not wait for a connection that a client keeps, and is stopped twice without complaint', async () => {
    const server = await start(ok);
    await (await fetch(server.address)).text();
    await server.stop();
    await expect(server.stop()).resolves.toBeUndefined();
  });
});
