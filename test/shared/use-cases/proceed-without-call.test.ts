import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { DAY_MS, HOUR_MS, plus } from '../../../shared/domain/time.ts';
import {
  allCalls,
  allWorkItems,
  placesOf,
  published,
  sendMail,
  SWEEP_TIME,
  sweepHourly,
  violations,
} from '../../support/follow-up.ts';
import { acceptsOf, newestEmailOf, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** How often a kind of outcome was reported. */
const total = (reports: object[], kind: string) =>
  reports.reduce((sum, report) => sum + Number((report as Record<string, unknown>)[kind]), 0);

/** No call is possible in these ways, though a mail is. */
const UNREACHABLE: [string, Record<string, unknown>][] = [
  ['no phone number', { telefon: null }],
  ['a phone number that cannot be dialled', { telefon: 'siehe Website' }],
  ['no phone hours', { telefonische_erreichbarkeit: {} }],
  ['phone hours that cannot be read', { telefonische_erreichbarkeit: { monday: 'vormittags' } }],
  ['no slot in 14 days', { telefonische_erreichbarkeit: { monday: [{ start: '09:00', end: '09:03' }] } }],
];

describe('FAULTS 27: a therapist who cannot be called', () => {
  it.each(UNREACHABLE)('gets one follow-up email in her turn: %s', async (_reason, data) => {
    world.therapist(1, data);
    const emailId = await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ mail_awaited: 1, booked: 0, failed: 0 });
    expect(await placesOf(world, [1, 2])).toEqual(['contact_email', 'contact_email']);

    expect(await world.batch()).toMatchObject({ emails: 1 });
    const followUp = await newestEmailOf(world, 1);
    expect(await world.email(followUp)).toMatchObject({ kind: 'follow_up', refersTo: emailId });
    expect(await world.email(emailId)).toMatchObject({ followedUp: true });
    expect(await placesOf(world, [1, 2])).toEqual(['contact_email', 'contact_email']);
    world.at(plus(SWEEP_TIME, HOUR_MS));
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    expect(await violations(world)).toEqual([]);
  });

  it('becomes a work item 168 hours after the follow-up email', async () => {
    world.therapist(1, { telefon: null });
    await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.batch();
    world.at(plus(SWEEP_TIME, HOUR_MS));
    await world.pump();
    const followUp = await newestEmailOf(world, 1);
    world.at(plus(SWEEP_TIME, 7 * DAY_MS + HOUR_MS - 1));
    expect(await world.sweep()).toMatchObject({ handed_over: 0 });
    world.at(plus(SWEEP_TIME, 7 * DAY_MS + HOUR_MS));
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'follow_up_unanswered', requestIds: [1, 2], emailId: followUp, status: 'open' },
    ]);
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    await sweepHourly(world, 3);
    expect(await allWorkItems(world)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('gets the follow-up email before new requests, which wait for the next turn', async () => {
    world.therapist(1, { telefon: null });
    await sendMail(world, 1, [1]);
    world.patient(2);
    await world.match({ id: 2, therapist: 1 });
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.batch();
    const followUp = await newestEmailOf(world, 1);
    expect(await world.entries(followUp)).toMatchObject([{ requestId: 1 }]);
    expect(await placesOf(world, [1, 2])).toEqual(['contact_email', 'pending']);
    world.at(plus(SWEEP_TIME, HOUR_MS));
    await world.pump();
    world.at(plus(SWEEP_TIME, 8 * DAY_MS));
    await world.batch();
    expect(await placesOf(world, [1, 2])).toEqual(['contact_email', 'contact_email']);
    expect(await newestEmailOf(world, 1)).not.toBe(followUp);
  });

  it('is reminded of several weeks in one email, by the order of the registration dates', async () => {
    world.therapist(1, { telefon: null });
    world.patient(1, { startdatum: '2026-03-01' });
    world.patient(2, { startdatum: '2026-02-01' });
    const first = await sendMail(world, 1, [1]);
    world.at('2026-11-30T09:00:00.000Z');
    const second = await sendMail(world, 1, [2]);
    world.at('2026-12-07T10:00:00.000Z');
    await world.sweep();
    expect((await world.contact(1)).awaitingFollowUpMail.toSorted()).toEqual([first, second].toSorted());
    await world.batch();
    const followUp = await newestEmailOf(world, 1);
    expect(await world.entries(followUp)).toMatchObject([
      { number: 1, requestId: 2 },
      { number: 2, requestId: 1 },
    ]);
    await world.pump();
    const [mail] = acceptsOf(world, followUp);
    const { text = '' } = await simpleParser(mail?.raw ?? '');
    for (const { code } of (await world.entries(followUp)) ?? []) expect(text).toContain(code);
  });

  it('is tried again a day later, never hourly, while the follow-up email waits for its turn', async () => {
    world.therapist(1, { telefon: null });
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    const reports = await sweepHourly(world, 48);
    expect(total(reports, 'mail_awaited')).toBe(2);
    expect(total(reports, 'failed') + total(reports, 'booked') + total(reports, 'handed_over')).toBe(0);
    world.therapist(1);
    expect(await world.sweep()).toMatchObject({ booked: 1 });
    await world.batch();
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await violations(world)).toEqual([]);
  });

  it('counts an answer to the follow-up email for the requests that ride in it', async () => {
    world.therapist(1, { telefon: null });
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.batch();
    world.at(plus(SWEEP_TIME, HOUR_MS));
    await world.pump();
    const followUp = await newestEmailOf(world, 1);
    await world.answer({ emailId: followUp, decisions: [{ number: 1, outcome: 'accepted' }] });
    expect(await placesOf(world, [1])).toEqual(['answered']);
    world.at(plus(SWEEP_TIME, 9 * DAY_MS));
    expect(await world.sweep()).toMatchObject({ handed_over: 0, nothing_open: 0 });
    expect(await violations(world)).toEqual([]);
  });

  it('counts a late answer to the first email for a request that rides in the follow-up', async () => {
    world.therapist(1, { telefon: null });
    const emailId = await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.batch();
    await world.answer({ emailId, decisions: [{ number: 1, outcome: 'accepted' }] });
    expect(await placesOf(world, [1])).toEqual(['answered']);
    const emails = await world.emailsOf(1);
    const followUp = (await Promise.all(emails.map(world.email))).find(
      (email) => email?.kind === 'follow_up',
    );
    expect(followUp).toMatchObject({ state: 'canceled' });
    expect(await violations(world)).toEqual([]);
  });
});

describe('FAULTS 27: a therapist whom neither call nor mail reaches', () => {
  it('is handed to staff: no phone, no address any more', async () => {
    world.therapist(1);
    await sendMail(world, 1, [1, 2]);
    world.therapist(1, { telefon: null, email: null });
    world.at(SWEEP_TIME);
    const reports = await sweepHourly(world, 48);
    expect(total(reports, 'handed_over')).toBe(1);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'no_way_to_reach', requestIds: [1, 2], dueAt: plus(SWEEP_TIME, 7 * DAY_MS) },
    ]);
    expect(await published(world, 'work_item_opened')).toHaveLength(2);
    expect(await violations(world)).toEqual([]);
  });

  it('is handed to staff: requests on the call path without a phone', async () => {
    world.therapist(1, { email: null, telefon: null });
    world.patient(1);
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    expect(await placesOf(world, [1])).toEqual(['call']);
    world.at(SEND_TIME);
    const reports = await sweepHourly(world, 48);
    expect(total(reports, 'handed_over')).toBe(1);
    expect(await placesOf(world, [1])).toEqual(['work_item']);
    expect(await violations(world)).toEqual([]);
  });

  it('is handed to staff when the therapist service knows nobody of that id', async () => {
    await sendMail(world, 1, [1]);
    world.therapists.data.delete(1);
    world.at(SWEEP_TIME);
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
    expect(await placesOf(world, [1])).toEqual(['work_item']);
  });

  it('is handed to staff: her address gets no mail any more, and she has no phone', async () => {
    await sendMail(world, 1, [1]);
    world.therapist(1, { telefon: null });
    const [mail] = world.ses.accepted;
    if (mail) await world.sesEvent(mail, 'Complaint');
    world.clock.advance(HOUR_MS);
    expect(await world.sweep()).toMatchObject({ handed_over: 1 });
    expect(await allCalls(world)).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('is handed to staff when a mail to the other therapist of her mailbox bounced', async () => {
    for (const id of [1, 2]) world.therapist(id, { email: 'praxis@praxis.example', telefon: null });
    await sendMail(world, 1, [1]);
    world.at('2026-11-30T09:00:00.000Z');
    await sendMail(world, 2, [2]);
    const mail = world.ses.accepted[1];
    if (mail) await world.sesEvent(mail, 'Bounce');
    await world.sweep();
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect((await world.contact(1)).awaitingFollowUpMail).toEqual([]);
  });
});

describe('FAULTS 27: a calendar without a slot', () => {
  const world = worldPerTest({ environment: { CALL_HORIZON_DAYS: '1' } });

  it('is looked at again every day, until the horizon has moved on to a slot', async () => {
    world.therapist(1, { telefonische_erreichbarkeit: { thursday: [{ start: '14:00', end: '16:00' }] } });
    await sendMail(world, 1, [1]);
    world.at(SWEEP_TIME);
    const reports = await sweepHourly(world, 73);
    expect([total(reports, 'mail_awaited'), total(reports, 'booked')]).toEqual([3, 1]);
    expect((await allCalls(world))[0]?.call).toMatchObject({ localDate: '2026-12-03', localTime: '14:00' });
  });
});
