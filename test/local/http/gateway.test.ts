import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { createGateway } from '../../../local/http/gateway.ts';
import { startHttpServer, type HttpServer } from '../../../local/http/server.ts';

const NOW = '2026-03-02T08:00:00.000Z';
const ROUTES = [
  { method: 'GET', path: '/api/things', functionName: 'things' },
  { method: 'ANY', path: '/api/things/{thing_id}', functionName: 'thing' },
];

let server: HttpServer;
let calls: { functionName: string; event: APIGatewayProxyEvent }[];
let answer: () => unknown;

beforeEach(async () => {
  calls = [];
  answer = () => ({ statusCode: 204 });
  const handle = createGateway({
    routes: ROUTES,
    invoke: (functionName, event) => {
      calls.push({ functionName, event });
      return Promise.resolve().then(answer);
    },
    now: () => NOW,
  });
  server = await startHttpServer({ port: 0, handle });
});

afterEach(() => server.stop());

const get = (path: string, init?: RequestInit) => fetch(`${server.address}${path}`, init);

async function eventOf(path: string, init?: RequestInit): Promise<APIGatewayProxyEvent> {
  await get(path, init);
  return calls[0]!.event;
}

describe('gateway: what the function gets', () => {
  it('invokes the function of the route with the request', async () => {
    const event = await eventOf('/api/things/a%20b', {
      method: 'PUT',
      body: '{"name":"ä"}',
      headers: { 'x-note': 'yes' },
    });
    expect(calls[0]?.functionName).toBe('thing');
    expect(event).toMatchObject({
      resource: '/api/things/{thing_id}',
      path: '/api/things/a%20b',
      httpMethod: 'PUT',
      pathParameters: { thing_id: 'a%20b' },
      queryStringParameters: null,
      multiValueQueryStringParameters: null,
      stageVariables: null,
      body: '{"name":"ä"}',
      isBase64Encoded: false,
      headers: { 'x-note': 'yes' },
      multiValueHeaders: { 'x-note': ['yes'] },
      requestContext: {
        stage: 'local',
        httpMethod: 'PUT',
        path: '/api/things/a%20b',
        resourcePath: '/api/things/{thing_id}',
        requestTimeEpoch: Date.parse(NOW),
        identity: { sourceIp: '127.0.0.1', userAgent: 'node' },
      },
    });
  });

  it('gives null where there is nothing', async () => {
    expect(await eventOf('/api/things')).toMatchObject({ body: null, pathParameters: null });
  });

  it('decodes the query; of several values the last one stands alone', async () => {
    const event = await eventOf('/api/things?a=1&b=x%20y%2Bz&a=2');
    expect(event.queryStringParameters).toEqual({ a: '2', b: 'x y+z' });
    expect(event.multiValueQueryStringParameters).toEqual({ a: ['1', '2'], b: ['x y+z'] });
  });

  it('keeps headers that come several times, in the spelling of the client', async () => {
    await new Promise<void>((resolve, reject) => {
      const headers = { 'X-Two': ['1', '2'] };
      httpRequest(`${server.address}/api/things`, { headers }, (response) => {
        response.resume().on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
    const { headers, multiValueHeaders } = calls[0]!.event;
    expect(multiValueHeaders['X-Two']).toEqual(['1', '2']);
    expect(headers['X-Two']).toBe('2');
    expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('connection');
  });

  it('numbers every request by an id of its own', async () => {
    await get('/api/things');
    await get('/api/things');
    const [first, second] = calls.map(({ event }) => event.requestContext.requestId);
    expect(first).not.toBe(second);
  });
});

describe('gateway: what the client gets', () => {
  const read = async (response: Response) => ({
    status: response.status,
    body: await response.text(),
  });
  const BROKEN = { status: 502, body: '{"message":"Internal server error"}' };

  it('hands on status, headers of both kinds and body', async () => {
    answer = () => ({
      statusCode: 201,
      headers: { 'Content-Type': 'text/plain', ETag: '"1"', vary: 'accept' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], Vary: ['origin', 'accept'] },
      body: 'grün',
    });
    const response = await get('/api/things');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(response.headers.get('vary')).toBe('accept, origin');
    expect([response.headers.get('content-type'), response.headers.get('etag')]).toEqual([
      'text/plain',
      '"1"',
    ]);
    expect(await read(response)).toEqual({ status: 201, body: 'grün' });
  });

  it('calls a body JSON unless told otherwise', async () => {
    answer = () => ({ statusCode: 200, body: '{}' });
    expect((await get('/api/things')).headers.get('content-type')).toBe('application/json');
  });

  it('decodes bodies in base64', async () => {
    const bytes = Buffer.from([0, 255, 128]);
    answer = () => ({ statusCode: 200, body: bytes.toString('base64'), isBase64Encoded: true });
    expect(Buffer.from(await (await get('/api/things')).arrayBuffer())).toEqual(bytes);
  });

  it.each([
    ['nothing', undefined],
    ['text', 'ok'],
    ['no status', { body: '' }],
    ['a status that HTTP does not have', { statusCode: 42 }],
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a field of its own', { statusCode: 200, cookies: [] }],
    ['a header that would begin another one', { statusCode: 200, headers: { a: 'b\r\nc: d' } }],
    ['a name that no header has', { statusCode: 200, multiValueHeaders: { 'a b': ['c'] } }],
  ])('answers 502 when the function answers %s', async (_, result) => {
    answer = () => result;
    expect(await read(await get('/api/things'))).toEqual(BROKEN);
  });

  it('answers 502 when the function throws, and quotes nothing of it', async () => {
    answer = () => {
      throw new Error('secret');
    };
    expect(await read(await get('/api/things'))).toEqual(BROKEN);
  });

  it('answers 403 where no route is', async () => {
    const missing = { status: 403, body: '{"message":"Missing Authentication Token"}' };
    expect(await read(await get('/nowhere'))).toEqual(missing);
    expect(await read(await get('/api/things', { method: 'POST' }))).toEqual(missing);
    expect(calls).toEqual([]);
  });

  it('sends no body with the answer to HEAD', async () => {
    answer = () => ({ statusCode: 200, body: 'x' });
    const response = await get('/api/things/1', { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });
});
