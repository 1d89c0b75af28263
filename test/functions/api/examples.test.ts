import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { answerFaults, DOCUMENTED, type DocumentedOperation } from '../../support/api-document.ts';
import { sendExample, tagFor } from '../../support/api-examples.ts';
import { seedCalls } from '../../support/api-seed-calls.ts';
import { seedInboundMails } from '../../support/api-seed-inbound-mails.ts';
import { seedOutbox } from '../../support/api-seed-outbox.ts';
import { seedParkedRecords } from '../../support/api-seed-parked-records.ts';
import { seedErasures } from '../../support/api-seed-erasures.ts';
import { seedCallerLines, seedTherapists } from '../../support/api-seed-planning.ts';
import { seedSuppressions } from '../../support/api-seed-suppressions.ts';
import { seedSwitches } from '../../support/api-seed-switches.ts';
import { seedWorkItems } from '../../support/api-seed-work-items.ts';
import { fillIn, seedEmails } from '../../support/api-seed.ts';
import { openApi } from '../../support/api.ts';
import { violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** What the examples of an operation speak of. */
const SEEDS: Record<string, typeof seedEmails> = {
  'Inbound mails': seedInboundMails,
  'Phone calls': seedCalls,
  'Work items': seedWorkItems,
  'Caller lines': seedCallerLines,
  Therapists: seedTherapists,
  Switches: seedSwitches,
  Suppressions: seedSuppressions,
  'Parked records': seedParkedRecords,
  Outbox: seedOutbox,
  Erasures: seedErasures,
};
const seed = ({ tag }: DocumentedOperation) => (SEEDS[tag] ?? seedEmails)(world);

const EXAMPLES = DOCUMENTED.flatMap((operation) =>
  operation.examples.map((example) => ({ operation, example, name: `${operation.id}: ${example.summary}` })),
);

describe('the examples of docs/openapi.json', () => {
  it.each(EXAMPLES)('$name', async ({ operation, example }) => {
    const ids = await seed(operation);
    const answer = await sendExample(await openApi(world), operation, fillIn(example, ids));
    expect({ status: answer.status, body: answer.body }).toMatchObject({ status: example.status });
    expect(answerFaults(operation, answer)).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });
});

const WRITES = DOCUMENTED.filter(({ method }) => method !== 'GET');

describe('with an Idempotency-Key', () => {
  it.each(WRITES)('$id is done once, and nothing else under its name', async (operation) => {
    const ids = await seed(operation);
    const api = await openApi(world);
    const { examples, scopes } = operation;
    const done = fillIn(
      examples.find(({ status }) => status < 300)!,
      ids,
    );
    // Whoever repeats a write has seen what he saw the first time, even if there is nothing to be seen any more.
    const tag = await tagFor(api, operation, done);
    const headers = tag === undefined ? {} : { 'if-match': tag };
    const send = (example: typeof done) =>
      sendExample(api, operation, example, { key: 'one-write', scopes, headers });
    const first = await send(done);
    const again = await send(done);
    expect(first.status).toBeLessThan(300);
    expect([again.status, again.text]).toEqual([first.status, first.text]);
    for (const answer of [first, again]) expect(answerFaults(operation, answer)).toEqual([]);
    if (!operation.body) return;
    const { body } = fillIn(
      examples.find((example) => !isDeepStrictEqual(fillIn(example, ids).body, done.body))!,
      ids,
    );
    const refused = await send({ ...done, body });
    expect(refused.status).toBe(422);
    expect(answerFaults(operation, refused)).toEqual([]);
  });
});
