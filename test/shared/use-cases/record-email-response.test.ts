import { beforeEach, describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { DAY_MS, plus } from '../../../shared/domain/time.ts';
import {
  allWorkItems,
  placesOf,
  published,
  publishedEvents,
  sendMail,
  violations,
} from '../../support/follow-up.ts';
import { acceptsOf, newestEmailOf } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

describe('an answer to an email', () => {
  let emailId: string;
  beforeEach(async () => {
    emailId = await sendMail(world, 1, [1, 2, 3]);
  });

  const accepted = { number: 1, outcome: 'accepted' } as const;
  const rejected = { number: 2, outcome: 'rejected', reason: 'no_capacity' } as const;
  const undecided = { number: 3, outcome: 'needs_follow_up', notes: 'ruft im Januar an' } as const;

  it('writes outcome, reason and notes to each entry and gives each request its place', async () => {
    const answer = await world.answer({ emailId, decisions: [accepted, rejected, undecided] });
    expect(answer).toEqual({ ok: true, value: emailId });
    expect(await world.entries(emailId)).toMatchObject([accepted, rejected, undecided]);
    expect(await placesOf(world, [1, 2, 3])).toEqual(['answered', 'answered', 'work_item']);
    expect(await violations(world)).toEqual([]);
  });

  it('ends the sequence: no follow-up is due any more', async () => {
    world.at('2026-11-24T09:00:00.000Z');
    await world.answer({ emailId, decisions: [accepted, rejected, undecided] });
    const answeredAt = '2026-11-24T09:00:00.000Z';
    expect(await world.email(emailId)).toMatchObject({ answered: true, answeredAt, state: 'sent' });
    expect(await world.email(emailId)).not.toHaveProperty('followUpAt');
    world.at('2026-12-20T09:00:00.000Z');
    expect(await world.sweep()).toMatchObject({ booked: 0, handed_over: 0, nothing_open: 0 });
  });

  it('announces the email once and each decided request, with ids and codes only', async () => {
    await world.answer({
      emailId,
      content: 'Frau Beispiel kann kommen',
      decisions: [accepted, rejected, undecided],
    });
    expect(await published(world, 'email_answered')).toMatchObject([
      {
        email_id: emailId,
        therapist_id: 1,
        placement_request_ids: [1, 2, 3],
        outcomes: [
          { placement_request_id: 1, outcome: 'accepted' },
          { placement_request_id: 2, outcome: 'rejected' },
          { placement_request_id: 3, outcome: 'needs_follow_up' },
        ],
      },
    ]);
    const placements = await published(world, 'placement_answered');
    expect(placements.sort((a, b) => (String(a['outcome']) < String(b['outcome']) ? -1 : 1))).toMatchObject([
      { placement_request_ids: [1], outcome: 'accepted', reason: null, source: 'email' },
      { placement_request_ids: [3], outcome: 'needs_follow_up', reason: null, source: 'email' },
      { placement_request_ids: [2], outcome: 'rejected', reason: 'no_capacity', source: 'email' },
    ]);
    const wire = JSON.stringify(await publishedEvents(world));
    expect(wire).not.toMatch(/Beispiel kann|Januar|Musterfrau|praxis-1/);
  });

  it('makes one work item of what it leaves open, due in a week, and one of what needs a follow-up', async () => {
    await world.answer({ emailId, decisions: [undecided] });
    const dueAt = plus(world.clock.now(), 7 * DAY_MS);
    expect(await allWorkItems(world)).toMatchObject([
      { reason: 'needs_follow_up', requestIds: [3], emailId, therapistId: 1, status: 'open', dueAt },
      { reason: 'left_open_by_answer', requestIds: [1, 2], emailId, therapistId: 1, status: 'open', dueAt },
    ]);
    expect(await placesOf(world, [1, 2, 3])).toEqual(['work_item', 'work_item', 'work_item']);
    expect(await published(world, 'work_item_opened')).toHaveLength(3);
    expect(await violations(world)).toEqual([]);
  });

  it('may decide nothing: then all its requests need a person', async () => {
    expect(await world.answer({ emailId, content: 'Ich melde mich.', decisions: [] })).toMatchObject({
      ok: true,
    });
    expect(await placesOf(world, [1, 2, 3])).toEqual(['work_item', 'work_item', 'work_item']);
    expect(await published(world, 'placement_answered')).toEqual([]);
  });

  it('may come in parts: a decided request leaves its work item', async () => {
    await world.answer({ emailId, decisions: [accepted] });
    expect(await allWorkItems(world)).toMatchObject([{ requestIds: [2, 3], status: 'open' }]);
    await world.answer({ emailId, decisions: [rejected] });
    expect(await allWorkItems(world)).toMatchObject([{ requestIds: [3], status: 'open' }]);
    await world.answer({ emailId, decisions: [{ number: 3, outcome: 'rejected' }] });
    expect(await allWorkItems(world)).toMatchObject([{ requestIds: [], status: 'done' }]);
    expect(await placesOf(world, [1, 2, 3])).toEqual(['answered', 'answered', 'answered']);
    expect(await published(world, 'email_answered')).toHaveLength(3);
  });

  it('FAULTS 29: changes nothing when it comes again: no event, no second confirmation', async () => {
    const decisions = [accepted, rejected, undecided];
    await world.answer({ emailId, decisions });
    const before = await publishedEvents(world);
    const [head, emails] = [await world.email(emailId), await world.emailsOf(1)];
    world.clock.advance(DAY_MS);
    expect(await world.answer({ emailId, decisions })).toEqual({ ok: true, value: emailId });
    expect(await publishedEvents(world)).toEqual(before);
    expect(await world.email(emailId)).toEqual(head);
    expect(await world.emailsOf(1)).toEqual(emails);
    expect(await allWorkItems(world)).toHaveLength(1);
  });

  it('keeps other notes that come with the same outcome, without telling anybody', async () => {
    await world.answer({ emailId, decisions: [rejected] });
    const before = await publishedEvents(world);
    const noted = await world.answer({ emailId, decisions: [{ ...rejected, notes: 'erst ab Mai' }] });
    expect(noted).toEqual({ ok: true, value: emailId });
    expect((await world.entries(emailId))?.[1]).toMatchObject({ outcome: 'rejected', notes: 'erst ab Mai' });
    expect(await publishedEvents(world)).toEqual(before);
  });

  it('announces a correction with the next number of each aggregate', async () => {
    await world.answer({ emailId, decisions: [rejected] });
    await world.answer({ emailId, decisions: [{ number: 2, outcome: 'accepted' }] });
    const events = await publishedEvents(world);
    const answers = events.filter(({ eventType }) => eventType === 'communication.email_answered');
    expect(answers.map(({ seq }) => seq)).toEqual([3, 4]);
    const corrected = events.filter(
      ({ eventType, payload }) =>
        eventType.endsWith('placement_answered') && payload['outcome'] === 'accepted',
    );
    expect(corrected.map(({ seq }) => seq)).toEqual([2]);
    expect((await world.entries(emailId))?.[1]).not.toHaveProperty('reason');
  });

  it('is confirmed with one email for all that it accepts, sent by the next pump and naming only codes', async () => {
    const guard = (await world.contact(1)).guard;
    await world.answer({ emailId, decisions: [accepted, { ...rejected, outcome: 'accepted' }] });
    const confirmationId = await newestEmailOf(world, 1);
    world.clock.advance(60_000);
    expect(await world.pump()).toMatchObject({ accepted: 1 });
    const [mail] = acceptsOf(world, confirmationId);
    const { text = '', subject = '' } = await simpleParser(mail?.raw ?? '');
    const codes = (await world.entries(emailId))?.map(({ code }) => code) ?? [];
    expect(subject).toMatch(/Zusage/);
    expect(codes.map((code) => text.includes(code))).toEqual([true, true, false]);
    expect(text).not.toMatch(/F32|weiblich|2026-03-01/);
    expect(mail?.to).toEqual(['praxis-1@praxis.example']);
    expect((await world.contact(1)).guard).toEqual(guard);
    expect(await world.email(confirmationId)).not.toHaveProperty('followUpAt');
    expect(await world.emailsOf(1)).toHaveLength(2);
    expect(await violations(world)).toEqual([]);
  });

  it('confirms only what a later answer newly accepts', async () => {
    await world.answer({ emailId, decisions: [accepted] });
    await world.answer({ emailId, decisions: [accepted, { ...rejected, outcome: 'accepted' }] });
    const [second, first] = await world.emailsOf(1);
    expect(await world.entries(first ?? '')).toMatchObject([{ requestId: 1 }]);
    expect(await world.entries(second ?? '')).toMatchObject([{ requestId: 2, number: 2 }]);
  });

  it('is confirmed to the address that the therapist has now', async () => {
    world.therapist(1, { email: 'neu@praxis.example' });
    await world.answer({ emailId, decisions: [accepted] });
    world.clock.advance(60_000);
    await world.pump();
    const [confirmation] = acceptsOf(world, await newestEmailOf(world, 1));
    expect(confirmation?.to).toEqual(['neu@praxis.example']);
  });
});
