import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InboundMail } from '../../../shared/domain/inbound/inbound-mail.ts';
import { CORPUS } from '../../inbound/corpus.ts';
import type { Expected, InboundSample } from '../../inbound/corpus/sample.ts';
import { worstOf, type Outcome } from '../../inbound/outcome.ts';
import { CONFIRMATION, FOLLOW_UP, ONE, SES_ID } from '../../inbound/sent-mails.ts';
import { createMailDesk, type AnsweredEmail } from '../../support/mail-desk.ts';
import { startWorld, type World } from '../../support/world.ts';

const TIMEOUT_MS = 120_000;

interface Result {
  group: string;
  name: string;
  status: Outcome;
  proposals: Outcome;
  mail: InboundMail;
  expected: Expected;
}

let world: World;
const results: Result[] = [];

beforeAll(async () => {
  world = await startWorld();
  const desk = createMailDesk(world);
  for (const [group, samples] of Object.entries(CORPUS))
    for (const sample of samples) {
      const { bytes, expected, receivedAt, name } = sample;
      const emailId = await desk.sentEmail(emailOf(sample));
      const sesMessageId = `corpus-${results.length}`;
      const mail = await desk.receive(bytes, { emailId, receivedAt, sesMessageId });
      const status = statusOutcome(mail, expected);
      results.push({ group, name, status, proposals: proposalsOutcome(mail, expected), mail, expected });
    }
}, TIMEOUT_MS);
afterAll(() => world.stop());

function emailOf({ sent }: InboundSample): AnsweredEmail {
  const patients = sent === ONE || sent === CONFIRMATION ? 1 : sent === FOLLOW_UP ? 2 : 3;
  const kind = sent === CONFIRMATION ? 'confirmation' : 'batch_request';
  return { kind, body: sent, patients, sesMessageId: SES_ID };
}

/** What a person would have done with the mail. People may see more than they have to, and never less. */
function statusOutcome({ status, triageReason }: InboundMail, expected: Expected): Outcome {
  const { kind, stop, erasureWish, unreadable } = expected;
  if (unreadable) return status === 'triage' && triageReason === 'unreadable' ? 'right' : 'wrong';
  const asksNothing = kind === 'automatic_reply' || kind === 'receipt' || stop === 'address';
  if (asksNothing && !erasureWish) return status === 'recorded' ? 'right' : 'silent';
  // Some reports of the corpus are about mails that nobody knows here.
  if (kind === 'bounce' || kind === 'complaint') return status === 'matched' ? 'wrong' : 'right';
  return status === 'matched' ? 'right' : status === 'triage' ? 'silent' : 'wrong';
}

function proposalsOutcome({ proposals }: InboundMail, expected: Expected): Outcome {
  const meant: Partial<Record<number, string>> = expected.proposals ?? {};
  if (proposals.some(({ number, outcome }) => meant[number] !== outcome)) return 'wrong';
  return proposals.length === Object.keys(meant).length ? 'right' : 'silent';
}

function countsOf(field: 'status' | 'proposals', among: Result[]): string {
  const count = (outcome: Outcome) => among.filter((result) => result[field] === outcome).length;
  return `${field}: ${count('right')} right, ${count('silent')} silent, ${count('wrong')} wrong`;
}

describe('the corpus of inbound mail, received', () => {
  it('FAULTS 40: leaves no mail that says something to nobody, and proposes nothing that nobody meant', () => {
    const wrong = results.filter(({ status, proposals }) => worstOf([status, proposals]) === 'wrong');
    expect(
      wrong.map(({ group, name, mail }) => [group, name, mail.status, mail.kind, mail.proposals]),
    ).toEqual([]);
  });

  it('adds up to this table', () => {
    const written = results.filter(({ expected }) => expected.proposals !== undefined);
    expect([countsOf('status', results), countsOf('proposals', results), countsOf('proposals', written)])
      .toMatchInlineSnapshot(`
      [
        "status: 301 right, 6 silent, 0 wrong",
        "proposals: 263 right, 44 silent, 0 wrong",
        "proposals: 114 right, 44 silent, 0 wrong",
      ]
    `);
  });
});
