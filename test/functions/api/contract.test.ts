import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GATEWAY_PROBLEMS, gatewayProblem } from '../../../infra/constructs/gateway-problems.ts';
import { PROBLEMS, type ProblemCode } from '../../../shared/contracts/http/problems.ts';
import type { CallOptions } from '../../support/api-client.ts';
import {
  answerFaults,
  DOCUMENTED,
  METHOD_NOT_ALLOWED,
  NOT_FOUND,
  responseFaults,
  schemaFaults,
  type DocumentedOperation,
} from '../../support/api-document.ts';
import { pathOf, sendExample } from '../../support/api-examples.ts';
import { seedApi } from '../../support/api-seed-all.ts';
import { fillIn, type Placeholders } from '../../support/api-seed.ts';
import { openApi, type Api } from '../../support/api.ts';
import { startWorld, type World } from '../../support/world.ts';

/** One world for all: what is refused leaves no trace. */
let world: World;
let ids: Placeholders;
let api: Api;
beforeAll(async () => {
  world = await startWorld();
  ids = await seedApi(world);
  api = await openApi(world);
});
afterAll(() => world.stop());

const GUARDED = DOCUMENTED.filter(({ scopes }) => scopes.length > 0);
const WITH_ID = DOCUMENTED.filter(({ path }) => path.includes('{'));
const WITH_BODY = DOCUMENTED.filter(({ body }) => body !== undefined);
const WITH_ANSWER = DOCUMENTED.filter(({ responses }) => !('204' in responses));
const CHANGES = DOCUMENTED.filter(({ method }) => method === 'PUT' || method === 'DELETE');

/** What is done if nothing is wrong with it. */
const good = ({ examples }: DocumentedOperation) =>
  fillIn(
    examples.find(({ status }) => status < 300)!,
    ids,
  );

interface Wrong {
  what: string;
  code: ProblemCode;
  operations: readonly DocumentedOperation[];
  options: CallOptions;
}

const REFUSED: Wrong[] = [
  { what: 'no token', code: 'unauthorized', operations: GUARDED, options: { token: null } },
  { what: 'a forged token', code: 'unauthorized', operations: GUARDED, options: { token: 'e30.e30.e30' } },
  { what: 'another scope', code: 'forbidden', operations: GUARDED, options: { scopes: ['override'] } },
  {
    what: 'a wish for another format',
    code: 'not_acceptable',
    operations: WITH_ANSWER,
    options: { headers: { accept: 'text/html' } },
  },
  {
    what: 'an unknown query parameter',
    code: 'invalid_request',
    operations: DOCUMENTED,
    options: { query: { nothing: '1' } },
  },
  {
    what: 'a body of another format',
    code: 'unsupported_media_type',
    operations: WITH_BODY,
    options: { headers: { 'content-type': 'text/plain' } },
  },
  { what: 'half of a body', code: 'invalid_json', operations: WITH_BODY, options: { body: '{' } },
  {
    what: 'an unknown field',
    code: 'invalid_request',
    operations: WITH_BODY,
    options: { body: { nothing: 1 } },
  },
  {
    what: 'a body over 1 MB',
    code: 'payload_too_large',
    operations: WITH_BODY,
    options: { body: { nothing: 'x'.repeat(1_000_000) } },
  },
  {
    what: 'a body where none is taken',
    code: 'invalid_request',
    operations: DOCUMENTED.filter(({ body }) => body === undefined),
    options: { body: {} },
  },
  {
    what: 'an Idempotency-Key that is none',
    code: 'invalid_idempotency_key',
    operations: DOCUMENTED.filter(({ method }) => method !== 'GET'),
    options: { key: 'two words' },
  },
  {
    what: 'no If-Match',
    code: 'precondition_required',
    operations: CHANGES,
    options: { headers: { 'if-match': '' } },
  },
  {
    what: 'an older version',
    code: 'precondition_failed',
    operations: CHANGES,
    options: { headers: { 'if-match': '"0"' } },
  },
];

describe.each(REFUSED)('a request with $what', ({ code, operations, options }) => {
  it.each(operations)('is refused by $id, as documented', async (operation) => {
    const answer = await sendExample(api, operation, good(operation), options);
    const type = `/problems/${code.replaceAll('_', '-')}`;
    expect({ status: answer.status, body: answer.body }).toMatchObject({
      status: PROBLEMS[code].status,
      body: { type },
    });
    expect(answerFaults(operation, answer)).toEqual([]);
  });
});

describe('what there is not', () => {
  it.each(WITH_ID)('is not found by $id, whatever its id looks like', async (operation) => {
    const { method, path } = operation;
    const [email, call] = [ids['sent_email_id'] ?? '', ids['scheduled_call_id'] ?? ''];
    const strange = path.includes('phone-call') ? email : call;
    for (const id of [
      strange,
      `${strange}-1`,
      `${email}-1-1`,
      `${call}-99`,
      'em_00000000000000000000000000',
      '1',
    ]) {
      const { body } = good(operation);
      const answer = await api.call(method, path.replace(/\{\w+\}/, id), {
        ...(body !== undefined && { body }),
        version: 1,
      });
      expect([id, answer.status, answerFaults(operation, answer)]).toEqual([id, 404, []]);
    }
  });

  it.each(['/', '/api', '/api/email', '/api/emails/x/y', '/api/phone-calls/x/y/z', '/api/openapi.yaml'])(
    'is not found at %s',
    async (path) => {
      const answer = await api.get(path);
      expect([answer.status, responseFaults(NOT_FOUND, answer)]).toEqual([404, []]);
    },
  );

  it.each(DOCUMENTED)('is no other method of $path', async ({ path }) => {
    const methods = DOCUMENTED.filter((other) => other.path === path).map(({ method }) => method);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
      if (methods.includes(method)) continue;
      const answer = await api.call(method, path.replaceAll(/\{\w+\}/g, 'x'));
      expect([method, answer.status, responseFaults(METHOD_NOT_ALLOWED, answer)]).toEqual([method, 405, []]);
      expect(answer.headers['allow']?.split(', ')).toEqual(expect.arrayContaining(methods));
    }
  });
});

describe('when DynamoDB fails', () => {
  it.each(GUARDED)('$id answers as documented', async (operation) => {
    // The first call reads the keys of the tokens' issuer.
    const { runtime } = world.actor({ faults: ({ n }) => (n > 1 ? 'error' : undefined) });
    const invoke = world.createProcess({ aws: runtime.aws, clock: runtime.clock });
    const broken = await openApi({ ...world, invoke });
    const { body, ...example } = good(operation);
    const answer = await broken.call(operation.method, pathOf(operation, example), {
      ...(body !== undefined && { body }),
      version: 1,
    });
    expect(answer.status).toBeGreaterThanOrEqual(500);
    expect(answerFaults(operation, answer)).toEqual([]);
  });
});

describe('what API Gateway answers by itself', () => {
  it.each(GATEWAY_PROBLEMS.map(([type, code]) => [type.responseType, code] as const))(
    '%s is the problem %s of the document',
    (_, code) => {
      const { status, body } = gatewayProblem(code);
      const documented = DOCUMENTED.flatMap(({ responses }) => responses[String(status)] ?? []);
      const fits = documented.some(({ content = {} }) =>
        Object.values(content).some(({ schema }) => schemaFaults(schema, JSON.parse(body)).length === 0),
      );
      expect(fits).toBe(true);
    },
  );
});
