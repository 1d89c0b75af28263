import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A request with its body read. */
export interface HttpRequest {
  method: string;
  /** Percent-decoded. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** `hang`: the request was read and no answer ever comes; `reset`: the connection breaks instead of an answer. */
export type HttpAnswer =
  { status: number; headers?: Record<string, string>; body?: string | Buffer | Readable } | 'hang' | 'reset';

/** A server on this machine that stands in for a service. */
export interface HttpDouble {
  readonly endpoint: string;
  /** Breaks every connection and refuses new ones until `restart`. */
  stop: () => Promise<void>;
  /** Listens on the same port again, with all that the double remembers. */
  restart: () => Promise<void>;
}

/**
 * Starts a double on a free port of the loopback interface. It keeps no process alive. Every answer closes its
 * connection, so that a stopped double refuses the next request instead of breaking a kept one.
 *
 * @param answer decides about one request; an exception becomes a 500 with its message
 */
export async function startHttpDouble(
  answer: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>,
): Promise<HttpDouble> {
  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { connection: 'close' }).end(String(error));
    });
  });
  server.on('connection', (socket) => socket.unref());

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const decided = await answer(await read(incoming));
    if (decided === 'hang') return;
    if (decided === 'reset') incoming.socket.resetAndDestroy();
    else await respond(response, decided);
  }

  async function listen(port: number): Promise<void> {
    server.listen(port, '127.0.0.1').unref();
    await once(server, 'listening');
  }

  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
    restart: () => listen(port),
  };
}

async function read(incoming: IncomingMessage): Promise<HttpRequest> {
  const url = new URL(incoming.url ?? '/', 'http://localhost');
  return {
    method: incoming.method ?? 'GET',
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: incoming.headers,
    body: await buffer(incoming),
  };
}

async function respond(response: ServerResponse, answer: Exclude<HttpAnswer, string>): Promise<void> {
  response.writeHead(answer.status, { ...answer.headers, connection: 'close' });
  if (answer.body instanceof Readable) await pipeline(answer.body, response);
  else response.end(answer.body);
}
