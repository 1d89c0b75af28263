import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ApiAnswer } from '../../support/api-client.ts';
import {
  answerFaults,
  DOCUMENTED,
  METHOD_NOT_ALLOWED,
  responseFaults,
  type DocumentedOperation,
} from '../../support/api-document.ts';
import { seedApi } from '../../support/api-seed-all.ts';
import { fillIn } from '../../support/api-seed.ts';
import { openApi, type Api } from '../../support/api.ts';
import { violations } from '../../support/follow-up.ts';
import { wildRequests, type KnownRequests, type WildRequest } from '../../support/wild-requests.ts';
import { startWorld, type World } from '../../support/world.ts';

/** Of every operation: together more than 5 000. */
const REQUESTS = 260;

/** One engine for all of them: what one has changed, the next ones meet. */
let world: World;
let api: Api;
let known: Omit<KnownRequests, 'bodies' | 'params'>;
let ids: Record<string, string>;
const tally = new Map<string, number>();
const count = (what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

beforeAll(async () => {
  world = await startWorld();
  ids = await seedApi(world);
  api = await openApi(world);
  const own = Object.values(ids);
  known = {
    ids: [...own, ...own.flatMap((id) => [`${id}-1`, `${id}-2`])],
    siblingIds: [
      901, 902, 903, 904, 905, 951, 953, 954, 955, 961, 963, 971, 972, 981, 982, 9021, 9022, 9031, 9033, 9051,
      9511, 9541, 9551,
    ],
    instants: [
      '2026-11-23T09:00:00Z',
      '2026-11-24T08:30:00.000Z',
      '2026-11-27T00:00:00Z',
      '2026-12-24T12:00:00Z',
    ],
    dates: ['2026-11-23', '2026-11-26', '2026-11-30', '2026-12-03'],
    texts: {
      recipient_email: ['praxis-901@praxis.example', 'Empfang@Praxis.example', 'info@münster.example'],
      address: ['praxis-981@praxis.example', 'Empfang@Praxis.example', 'info@münster.example'],
    },
    cursors: await cursorsOf(api),
  };
});
afterAll(async () => {
  await world.stop();
  const lines = [...tally]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([status, times]) => `${status}: ${times}`);
  const total = [...tally.values()].reduce((sum, times) => sum + times, 0);
  process.stdout.write(`${total} generated requests (${lines.join(', ')})\n`);
});

async function cursorsOf({ get }: Api): Promise<string[]> {
  const lists = [
    '/api/emails',
    '/api/phone-calls',
    '/api/work-items',
    '/api/suppressions',
    '/api/inbound-mails',
  ];
  const pages = await Promise.all(lists.map((path) => get(path, { query: { limit: '1' } })));
  return pages.map(({ body }) => body.next_cursor ?? '');
}

describe.each(DOCUMENTED)('$id', (operation) => {
  it(`answers ${REQUESTS} requests of any kind as documented`, async () => {
    const examples = operation.examples.map((example) => fillIn(example, ids));
    const bodies = examples.flatMap(({ body }) => (body as object | undefined) ?? []);
    const params = examples.map((example) => example.params ?? {});
    const seen = new Set<number>();
    const requests = wildRequests(operation, { ...known, bodies, params });
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const answer = await send(request);
        seen.add(answer.status);
        count(String(answer.status));
        expect([answer.status, faultsOf(operation, request, answer)]).toEqual([answer.status, []]);
        expect(answer.status).toBeLessThan(500);
      }),
      { numRuns: REQUESTS },
    );
    expect([...seen].filter((status) => status < 300)).not.toEqual([]);
    expect([...seen].filter((status) => status >= 400)).not.toEqual([]);
  }, 120_000);
});

describe('after all of them', () => {
  it('no rule of the service is broken', async () => {
    // Some have taken lines away: calls on them are handed over now.
    expect(await world.sweep()).toMatchObject({ failed: 0 });
    expect(await violations(world)).toEqual([]);
  });
});

async function send({
  method,
  path,
  query,
  body,
  headers,
  current,
  caller,
}: WildRequest): Promise<ApiAnswer> {
  const isChange = method === 'PUT' || method === 'DELETE';
  const tag = isChange && current ? (await api.get(path)).headers['etag'] : undefined;
  return api.call(method, path, {
    ...caller,
    query,
    ...(body !== undefined && { body }),
    headers: { ...(tag !== undefined && { 'if-match': tag }), ...headers },
  });
}

/** What is not as the document has it. */
function faultsOf(operation: DocumentedOperation, { method }: WildRequest, answer: ApiAnswer): string[] {
  const asked = method === 'HEAD' ? 'GET' : method;
  const meant = DOCUMENTED.find(({ path, method: own }) => path === operation.path && own === asked);
  if (method === 'OPTIONS') return answer.status === 204 ? [] : ['OPTIONS is not answered'];
  if (!meant) return answer.status === 405 ? responseFaults(METHOD_NOT_ALLOWED, answer) : ['405 is missing'];
  if (method !== 'HEAD') return answerFaults(meant, answer);
  return String(answer.status) in meant.responses && answer.text === ''
    ? []
    : ['HEAD is not GET without body'];
}
