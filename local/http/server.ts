import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fail, ok, type Result } from '../../shared/domain/result.ts';
import { json, type LocalAnswer, type LocalRequest, type Respond } from './messages.ts';

export interface HttpServer {
  /** `http://127.0.0.1:<port>` */
  readonly address: string;
  /** Takes no more requests, lets those under way end within `graceMs` (5 s unless told), and breaks the rest. */
  stop: (graceMs?: number) => Promise<void>;
}

/** Payload quota of API Gateway. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * Starts an HTTP server on the loopback interface. A body over 10 MB is answered with 413 and an unreadable path with
 * 400, as API Gateway does; what `handle` throws becomes a 500 with its message.
 *
 * @param port 0 takes a free one
 * @throws Error that says what to do when the port is in use
 */
export async function startHttpServer({
  port,
  handle,
}: {
  port: number;
  handle: Respond;
}): Promise<HttpServer> {
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      if (incoming.complete && !response.headersSent) send(response, { status: 500, body: String(error) });
      else response.destroy();
    });
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    const answer = request.ok ? await handle(request.value) : request.error;
    // A connection that is kept would keep a stopping server alive.
    if (!server.listening) response.setHeader('connection', 'close');
    send(response, answer);
  }

  await listen(server, port);
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop(graceMs = 5_000) {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const deadline = setTimeout(() => {
        server.closeAllConnections();
      }, graceMs);
      await closed;
      clearTimeout(deadline);
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const message = `Port ${port} is in use: end the program that listens there, or choose another port (--port).`;
    throw new Error(message, { cause: error });
  }
}

async function read(incoming: IncomingMessage): Promise<Result<LocalRequest, LocalAnswer>> {
  const body = await readBody(incoming);
  if (!body) return fail(json({ message: `HTTP content length exceeded ${MAX_BODY_BYTES} bytes.` }, 413));
  const [rawPath, query] = splitOnce(incoming.url ?? '', '?');
  const path = rawPath.startsWith('/') ? decode(rawPath) : undefined;
  if (path === undefined) return fail(json({ message: 'Bad Request' }, 400));
  const { method = 'GET', headers, rawHeaders } = incoming;
  return ok({ method, path, rawPath, query: new URLSearchParams(query), headers, rawHeaders, body });
}

/** The body; undefined when it is too large. Even then it is read to its end, or the client would not see the answer. */
async function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size <= MAX_BODY_BYTES ? Buffer.concat(chunks) : undefined;
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: LocalAnswer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}
