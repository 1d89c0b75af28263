import { beforeEach, describe, expect, it } from '@jest/globals';
import { fail, ok } from '../../../shared/domain/result.ts';
import { KeysUnavailable } from '../../../shared/http/issuer-keys.ts';
import { TooMuchContention } from '../../../shared/use-cases/commit-changes.ts';
import { BOX, openToyApi } from './toy-api.ts';

const UUID = /^[0-9a-f-]{36}$/;
const CANARY = 'Dr. Erika Musterfrau';

let api: ReturnType<typeof openToyApi>;
beforeEach(() => {
  api = openToyApi();
});

describe('an answer', () => {
  it('is the body of the reply, with its version, and kept by nobody', async () => {
    const answer = await api.put('/api/boxes/bx_1', { label: 'small' }, { version: 7 });
    expect(answer).toMatchObject({ status: 200, body: BOX });
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'no-store',
      etag: '"8"',
      'x-request-id': expect.stringMatching(UUID),
    });
  });

  it('says where that is what was made', async () => {
    const { status, headers } = await api.post('/api/boxes', { label: 'small' });
    expect({ status, location: headers['location'] }).toEqual({ status: 201, location: '/api/boxes/bx_1' });
  });

  it('has no body after a removal', async () => {
    expect(await api.delete('/api/boxes/bx_1', { version: 7 })).toMatchObject({ status: 204, text: '' });
  });

  it('to HEAD is that to GET without its body', async () => {
    const [head, get] = [await api.call('HEAD', '/api/boxes'), await api.get('/api/boxes')];
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(Object.keys(head.headers)).toEqual(Object.keys(get.headers));
  });

  it('has the format that the client likes best of those that there are', async () => {
    const calendar = openToyApi({
      answer: (request) =>
        Promise.resolve(
          ok(
            request.accepts('text/calendar')
              ? { body: 'BEGIN:VCALENDAR', contentType: 'text/calendar' }
              : { body: { items: [] } },
          ),
        ),
    });
    const accepting = (accept: string) => calendar.get('/api/boxes', { headers: { accept } });
    expect(await accepting('text/calendar, application/json;q=0.5')).toMatchObject({
      text: 'BEGIN:VCALENDAR',
      headers: { 'content-type': 'text/calendar' },
    });
    expect(await accepting('*/*')).toMatchObject({ body: { items: [] } });
  });

  it('that is not what the operation declares is a defect where it costs nobody anything, and there only', async () => {
    const wrong = () => Promise.resolve(ok({ body: { ...BOX, [CANARY]: 1, label: CANARY.length } }));
    const [local, prod] = ['local', 'prod'].map((stage) => openToyApi({ stage, answer: wrong }));
    expect(await local!.put('/api/boxes/bx_1', { label: '' }, { version: 1 })).toMatchObject({ status: 500 });
    expect(JSON.stringify(local!.logged)).toContain('changeBox /label');
    expect(JSON.stringify(local!.logged)).not.toContain('Musterfrau');
    expect(await prod!.put('/api/boxes/bx_1', { label: '' }, { version: 1 })).toMatchObject({ status: 200 });
  });
});

describe('a problem', () => {
  it('has a stable type, a title, the id of the request, and no language but English for strangers', async () => {
    const { status, headers, body } = await api.get('/api/circles');
    expect(status).toBe(404);
    expect(headers).toMatchObject({
      'content-type': 'application/problem+json',
      'content-language': 'en',
      'cache-control': 'no-store',
    });
    const id = headers['x-request-id'];
    expect(body).toEqual({
      type: '/problems/not-found',
      title: 'Not found',
      status: 404,
      instance: `urn:uuid:${id}`,
      request_id: id,
    });
  });

  it('has a German title for those who read German', async () => {
    const answer = await api.get('/api/circles', { headers: { 'accept-language': 'de-AT, en;q=0.8' } });
    expect(answer).toMatchObject({
      headers: { 'content-language': 'de' },
      body: { title: 'Nicht gefunden', type: '/problems/not-found' },
    });
  });

  it('of the operation keeps its code and details, which cannot pass for other members', async () => {
    const refusing = openToyApi({
      answer: () =>
        Promise.resolve(
          fail({
            code: 'contact_frequency_exceeded',
            details: { next_contact_at: '2026-11-30T08:00:00Z', status: 200 },
          }),
        ),
    });
    expect(await refusing.get('/api/boxes')).toMatchObject({
      status: 409,
      body: {
        type: '/problems/contact-frequency-exceeded',
        status: 409,
        next_contact_at: '2026-11-30T08:00:00Z',
      },
    });
  });

  it('of the service itself tells nothing, and its log quotes nothing', async () => {
    const failing = openToyApi({ answer: () => Promise.reject(new Error(CANARY)) });
    const answer = await failing.get('/api/boxes');
    expect(answer).toMatchObject({ status: 500, body: { type: '/problems/internal-error' } });
    expect(answer.headers['x-request-id']).toMatch(UUID);
    expect(failing.logged).toHaveLength(1);
    expect(JSON.stringify([answer, failing.logged])).not.toContain('Musterfrau');
  });

  it.each([new TooMuchContention(['email']), new KeysUnavailable()])(
    'that passes asks for a later try: $code',
    async (error) => {
      const failing = openToyApi({ answer: () => Promise.reject(error) });
      expect(await failing.get('/api/boxes')).toMatchObject({
        status: 503,
        headers: { 'retry-after': '1' },
        body: { type: '/problems/unavailable' },
      });
    },
  );
});

describe('a method', () => {
  it.each([
    ['PATCH', '/api/boxes', 'GET, POST, HEAD, OPTIONS'],
    ['DELETE', '/api/boxes', 'GET, POST, HEAD, OPTIONS'],
    ['GET', '/api/boxes/bx_1', 'PUT, DELETE, OPTIONS'],
    ['HEAD', '/api/boxes/bx_1', 'PUT, DELETE, OPTIONS'],
  ])(
    'that a resource does not have is refused, naming those that it has: %s %s',
    async (method, path, allow) => {
      const answer = await api.call(method, path);
      expect(answer).toMatchObject({ status: 405, headers: { allow } });
    },
  );

  it('of no resource is not found', async () => {
    expect(await api.call('OPTIONS', '/api/circles')).toMatchObject({ status: 404 });
  });
});

describe('a page in a browser', () => {
  const preflight = { 'access-control-request-method': 'PUT' };

  it('of a configured origin may ask what it may do', async () => {
    const headers = { origin: 'https://staff.example', ...preflight };
    expect(await api.call('OPTIONS', '/api/boxes/bx_1', { token: null, headers })).toMatchObject({
      status: 204,
      text: '',
      headers: {
        'access-control-allow-origin': 'https://staff.example',
        'access-control-allow-methods': 'PUT, DELETE, OPTIONS',
        'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key, If-Match',
        vary: expect.stringContaining('Origin'),
      },
    });
  });

  it('of a configured origin may read every answer, problems included', async () => {
    const headers = { origin: 'https://staff.example' };
    for (const path of ['/api/boxes', '/api/circles']) {
      expect((await api.get(path, { headers })).headers).toMatchObject({
        'access-control-allow-origin': 'https://staff.example',
        'access-control-expose-headers': expect.stringContaining('ETag'),
      });
    }
  });

  it.each(['https://staff.example.evil.example', 'null', 'http://staff.example'])(
    'of %s is let in nowhere',
    async (origin) => {
      for (const method of ['OPTIONS', 'GET']) {
        const { headers } = await api.call(method, '/api/boxes', { headers: { origin, ...preflight } });
        expect(headers).not.toHaveProperty('access-control-allow-origin');
      }
    },
  );
});

describe('a caller', () => {
  it('without a token is asked for one', async () => {
    expect(await api.get('/api/boxes', { token: null })).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="communication-service"' },
    });
  });

  it.each(['Bearer', 'Bearer ', 'Basic c3RhZmY6', 'Bearer staff-1 email.read', 'Bearer stranger~email.read'])(
    'with %j is told that it is no good token',
    async (authorization) => {
      expect(await api.get('/api/boxes', { headers: { authorization } })).toMatchObject({
        status: 401,
        headers: { 'www-authenticate': 'Bearer realm="communication-service", error="invalid_token"' },
      });
    },
  );

  it('is known whatever the case of the scheme', async () => {
    const answer = await api.get('/api/boxes', { headers: { authorization: 'bearer staff-1~email.read' } });
    expect(answer.status).toBe(200);
  });

  it('without one of the scopes is told which they are', async () => {
    const answer = await api.post(
      '/api/boxes',
      { label: 'small' },
      { scopes: ['email.write', 'email.read'] },
    );
    expect(answer).toMatchObject({ status: 403, body: { type: '/problems/forbidden' } });
    expect(answer.headers['www-authenticate']).toBe(
      'Bearer realm="communication-service", error="insufficient_scope", scope="email.write email.content"',
    );
  });

  it('is handed to the operation', async () => {
    await api.get('/api/boxes', { subject: 'staff-7', scopes: ['email.read', 'override'] });
    expect(api.requests[0]?.caller).toEqual({
      subject: 'staff-7',
      scopes: new Set(['email.read', 'override']),
    });
  });

  it('is nobody where nothing says how callers are known', async () => {
    expect(await openToyApi({ anonymous: true }).get('/api/boxes')).toMatchObject({ status: 401 });
  });
});

describe('a request', () => {
  const refused = async (answer: ReturnType<typeof api.call>) => {
    const { status, body } = await answer;
    expect(api.requests).toEqual([]);
    return [status, body.type?.replace('/problems/', ''), body.errors?.map(({ field }) => field)];
  };

  it('is handed on with the types of its schemas', async () => {
    await api.get('/api/boxes', { query: { limit: '7' } });
    await api.put('/api/boxes/bx_12', { label: 'big' }, { version: 3, key: 'k-1' });
    expect(api.requests).toMatchObject([
      { params: {}, query: { limit: 7 }, body: undefined, version: 0 },
      {
        params: { box_id: 'bx_12' },
        body: { label: 'big', sizes: [], marks: {} },
        version: 3,
        once: { key: expect.any(String), fingerprint: expect.any(String) },
      },
    ]);
    expect(api.requests[0]).not.toHaveProperty('once');
  });

  it.each(['bx_', 'em_00000000000000000000000000', 'bx_1%2F..', '%00'])(
    'for what no resource of this kind is called is not found: %s',
    async (id) => {
      expect(await refused(api.put(`/api/boxes/${id}`, { label: '' }, { version: 1 }))).toEqual([
        404,
        'not-found',
        undefined,
      ]);
    },
  );

  it.each([
    ['unknown', [['colour', 'red']], '?colour'],
    [
      'repeated',
      [
        ['limit', '1'],
        ['limit', '1'],
      ],
      '?limit',
    ],
    ['too small', [['limit', '0']], '?limit'],
    ['too large', [['limit', '1e9']], '?limit'],
    ['no number', [['limit', 'abc']], '?limit'],
    ['empty', [['limit', '']], '?limit'],
    ['of the client’s own words', [[CANARY, '1']], '?'],
    ['one of his words', [['Musterfrau', '1']], '?'],
  ] as [string, [string, string][], string][])(
    'with a query parameter that is %s',
    async (_, query, field) => {
      expect(await refused(api.get('/api/boxes', { query }))).toEqual([400, 'invalid-request', [field]]);
    },
  );

  it.each([
    ['unknown', { label: 'a', colour: 'red', 'size/2': 1 }, ['/colour', '']],
    ['missing', {}, ['/label']],
    ['no text', { label: false }, ['/label']],
    ['in a list', { label: 'a', sizes: [1, 0, '3', 2.5] }, ['/sizes/1', '/sizes/2', '/sizes/3']],
    ['no id but its text', '{"label":"a","sizes":[1e3]}', ['/sizes/0']],
    ['by the client’s own name', { label: 'a', marks: { [CANARY]: 'x' } }, ['/marks']],
    [
      'a word, a number or an address',
      { label: 'a', Musterfrau: 1, '030123': 1, 'e@x.example': 1 },
      ['', '', ''],
    ],
  ])('with a field that is %s', async (_, body, fields) => {
    const answer = api.post('/api/boxes', body);
    expect(await refused(answer)).toEqual([400, 'invalid-request', fields]);
    expect((await answer).text).not.toContain('Musterfrau');
  });

  it('with a thousand faults is told fifty', async () => {
    const sizes = Array.from({ length: 1000 }, () => 'x');
    expect((await api.post('/api/boxes', { label: 'a', sizes })).body.errors).toHaveLength(50);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['no JSON', '{"label":', 'not_json'],
    ['a list', '[]', 'not_an_object'],
    ['a text', '"false"', 'not_an_object'],
    ['a field twice', '{"label":"a","label":"b"}', 'duplicate_key'],
    ['a prototype', '{"__proto__":{}}', 'forbidden_key'],
    ['ten thousand levels', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 'too_deep'],
  ])('with %s for a body', async (_, body, reason) => {
    const { status, body: problem } = await api.post('/api/boxes', body);
    expect([status, problem.type, problem['reason']]).toEqual([400, '/problems/invalid-json', reason]);
  });

  it.each([1_100_000, 9_000_000])('with a body of %i bytes is too large', async (bytes) => {
    const body = `{"label":"${'x'.repeat(bytes)}"}`;
    expect(await refused(api.post('/api/boxes', body))).toEqual([413, 'payload-too-large', undefined]);
  });

  it.each([
    [undefined, 415],
    ['text/plain', 415],
    ['application/json; charset=latin1', 415],
    ['application/merge-patch+json', 415],
    ['application/json;charset=UTF-8', 201],
    ['Application/JSON', 201],
  ])('with a body of the type %s is answered by %i', async (type, status) => {
    const headers = { 'content-type': type ?? '' };
    expect(await api.post('/api/boxes', { label: 'small' }, { headers })).toMatchObject({ status });
  });

  it('that brings a body where none is taken', async () => {
    expect(await refused(api.delete('/api/boxes/bx_1', { version: 1, body: {} }))).toEqual([
      400,
      'invalid-request',
      [''],
    ]);
  });

  it('for a format that there is none of', async () => {
    const answer = api.get('/api/boxes', { headers: { accept: 'text/html' } });
    expect(await refused(answer)).toEqual([406, 'not-acceptable', undefined]);
  });

  it.each([
    ['', 428, 'precondition-required'],
    ['*', 400, 'invalid-request'],
    ['"1", "2"', 400, 'invalid-request'],
    ['7', 400, 'invalid-request'],
    ['W/"7"', 412, 'precondition-failed'],
    ['"seven"', 412, 'precondition-failed'],
    ['"1e3"', 412, 'precondition-failed'],
    ['"9007199254740993"', 412, 'precondition-failed'],
  ])('to change a resource with If-Match %j', async (tag, status, type) => {
    const headers = { 'if-match': tag };
    for (const answer of [
      api.put('/api/boxes/bx_1', { label: '' }, { headers }),
      api.delete('/api/boxes/bx_1', { headers }),
    ]) {
      expect((await refused(answer)).slice(0, 2)).toEqual([status, type]);
    }
  });

  it('to make a resource needs no If-Match and heeds none', async () => {
    expect(await api.post('/api/boxes', { label: '' }, { headers: { 'if-match': '*' } })).toMatchObject({
      status: 201,
    });
  });

  it.each([' ', 'a b', 'ä', 'x'.repeat(256), 'a, b'])('with the Idempotency-Key %j', async (key) => {
    const answer = api.post('/api/boxes', { label: '' }, { key });
    expect(await refused(answer)).toEqual([400, 'invalid-idempotency-key', undefined]);
  });
});
