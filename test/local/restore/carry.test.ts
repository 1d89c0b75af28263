import { describe, expect, it } from '@jest/globals';
import {
  carryContact,
  carryMailbox,
  carrySwitches,
  fateOf,
  markOfLostRequest,
} from '../../../local/restore/carry.ts';
import { newContact, newMailbox } from '../../../shared/domain/contact/contact.ts';
import type { Guard } from '../../../shared/domain/contact/guard.ts';
import type { EmailState } from '../../../shared/domain/email/email.ts';
import type { Switch } from '../../../shared/domain/email/switches.ts';
import { EPOCH } from '../../../shared/domain/time.ts';
import { anEmail, aRequest } from '../../support/aggregates.ts';

const UNTIL = '2026-12-06T12:00:00.000Z';
const EARLIER = '2026-12-01T08:00:00.000Z';
const LATER = '2026-12-09T08:00:00.000Z';
const guard = (openAt: string, more: Partial<Guard> = {}): Guard => ({
  openAt,
  prevOpenAt: openAt,
  claimed: false,
  ...more,
});

describe('the guard of a contact or mailbox', () => {
  it.each<[string, Guard, Guard, string]>([
    ['stays, when nobody touched it in the gap', guard(EARLIER), guard(EARLIER), EARLIER],
    [
      'opens a week after the gap, when it was claimed in it',
      guard(EARLIER),
      guard(UNTIL, { claimed: true }),
      UNTIL,
    ],
    [
      'opens a week after the gap, when it was reserved in it',
      guard(EARLIER),
      guard(EARLIER, { heldBy: 'em_1' }),
      UNTIL,
    ],
    [
      'opens a week after the gap, when the old tables let it open too early',
      guard(UNTIL),
      guard(EPOCH),
      UNTIL,
    ],
    ['opens as late as the old tables say, when that is later', guard(EARLIER), guard(LATER), LATER],
  ])('%s', (_, now, before, expected) => {
    const contact = carryContact(
      { ...newContact(1), guard: now },
      { ...newContact(1), guard: before },
      UNTIL,
    );
    const mailbox = carryMailbox(
      { ...newMailbox('k'), guard: now },
      { ...newMailbox('k'), guard: before },
      UNTIL,
    );
    expect([contact.guard.openAt, mailbox.guard.openAt]).toEqual([expected, expected]);
    expect(contact.guard.prevOpenAt >= expected).toBe(true);
  });
});

describe('what stops mail', () => {
  const block = (at: string) => ({ lastBlock: { topic: 'therapist-events', at } });

  it('comes over: objection, block, cooling, pause, suppression', () => {
    const before = {
      ...newContact(1),
      objectedAt: EARLIER,
      objectionSource: 'stop_request' as const,
      blockedAt: EARLIER,
      ...block(EARLIER),
      coolingUntil: LATER,
      pausedUntil: LATER,
      contactedAt: EARLIER,
      seq: 4,
    };
    expect(carryContact(newContact(1), before, UNTIL)).toEqual({ ...before, guard: newContact(1).guard });
    const suppressed = { reason: 'bounce', source: 'ses', at: EARLIER } as const;
    expect(carryMailbox(newMailbox('k'), { ...newMailbox('k'), suppressed }, UNTIL)).toMatchObject({
      suppressed,
    });
  });

  it('is never taken back: what was lifted in the gap has to be lifted again', () => {
    const contact = { ...newContact(1), objectedAt: EARLIER, coolingUntil: LATER };
    expect(carryContact(contact, newContact(1), UNTIL)).toBe(contact);
    const suppressed = { reason: 'bounce', source: 'ses', at: EARLIER } as const;
    const mailbox = { ...newMailbox('k'), suppressed };
    expect(carryMailbox(mailbox, newMailbox('k'), UNTIL)).toBe(mailbox);
  });

  it('of the therapist service goes by its newest word: it tells when somebody is unblocked', () => {
    const contact = { ...newContact(1), ...block(LATER) };
    const before = { ...newContact(1), blockedAt: EARLIER, ...block(EARLIER) };
    expect(carryContact(contact, before, UNTIL)).toBe(contact);
  });

  it('stays switched off', () => {
    const made = { by: 'staff-1', changedAt: EARLIER };
    const all: Switch = { scope: 'all', ...made };
    const one: Switch = { scope: 'therapist', therapistId: 7, ...made };
    const set = { items: [all], version: 3 };
    expect(carrySwitches(set, { items: [all, one], version: 9 })).toEqual({ items: [all, one], version: 3 });
    expect(carrySwitches(set, { items: [], version: 9 })).toBe(set);
  });
});

describe('a mail that the restored tables still want to send', () => {
  const queued = anEmail('em_1', { state: 'queued', attempt: 0 });
  const before = (state: EmailState, more: object = {}) => anEmail('em_1', { state, attempt: 1, ...more });

  it.each<[string, ReturnType<typeof anEmail>, string]>([
    ['left, when SES accepted it', before('delivered', { sentAt: EARLIER }), 'left'],
    ['left, when that was proved too late', before('unresolved', { provedAt: EARLIER }), 'left'],
    ['counts as one that left, while it was on its way', before('sending'), 'left'],
    ['counts as one that left, when nobody knows', before('unknown'), 'left'],
    ['counts as one that left, when it was given up', before('unresolved'), 'left'],
    ['waits, when SES put it off', before('queued'), 'waits'],
    ['has ended, when SES refused it', before('failed'), 'ended'],
    ['has ended, when it was canceled', before('canceled', { attempt: 0 }), 'ended'],
    ['waits, when nothing happened to it', anEmail('em_1', { state: 'queued', attempt: 0 }), 'waits'],
  ])('%s', (_, then, kind) => {
    expect(fateOf(queued, then).kind).toBe(kind);
  });
});

describe('a request that came in the gap', () => {
  it('leaves a mark without people, which any status of the topics is newer than', () => {
    const mark = markOfLostRequest(aRequest(9, { seq: 3 }));
    expect(mark).toMatchObject({ id: 9, seq: 3, version: 0, last: { at: EPOCH } });
    expect([mark.patientId, mark.therapistId]).toEqual([undefined, undefined]);
  });
});
