import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE_MS } from '../../../shared/domain/time.ts';
import { settleEmail } from '../../../shared/use-cases/settle-email.ts';
import { removeEntry } from '../../../shared/use-cases/update-entry.ts';
import { interrupt, schedule, transaction, type OperationCall } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import {
  acceptsOf,
  addRequest,
  announcedOf,
  newestEmailOf,
  openRequests,
  pumpEvery,
  queueMails,
  SEND_TIME,
} from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

/** In a run over one mail the first transaction is its claim, the second its outcome. */
const CLAIM = transaction(1);
const OUTCOME = transaction(2);

/** One mail to therapist 1 about requests 1 and 2, due, and the codes of their patients. */
async function queueMailAboutTwo(): Promise<{ id: string; codes: string[] }> {
  await openRequests(world, [1]);
  await addRequest(world, 2, { therapist: 1 });
  await world.batch();
  world.at(SEND_TIME);
  const id = await newestEmailOf(world, 1);
  return { id, codes: (await world.entries(id))!.map(({ code }) => code) };
}

function expectOnlySecond(id: string, [withdrawn, kept]: string[]): void {
  const [mail] = acceptsOf(world, id);
  expect(mail?.raw.toString()).toContain(kept);
  expect(mail?.raw.toString()).not.toContain(withdrawn);
}

describe('a rescuer and a slow sender', () => {
  it.each([
    ['before SES is asked', ({ operation }: OperationCall) => operation === 'SendRawEmail'],
    ['after SES accepted', OUTCOME],
  ])('FAULTS 10: the outcome of a sender lands although a rescuer gave it up %s', async (_, at) => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    const rescuer = world.actor({ skewMs: 6 * MINUTE_MS });
    const race = interrupt(worker, at, async () => {
      await rescuer.processEmailQueue({});
      expect(await world.email(id)).toMatchObject({ state: 'unknown' });
    });
    await worker.processEmailQueue({});

    expect(race.done).toBe(true);
    const email = await world.email(id);
    expect(email).toMatchObject({
      state: 'sent',
      attempt: 1,
      sesMessageId: acceptsOf(world, id)[0]!.messageId,
    });
    expect(email?.resolveAt).toBeUndefined();
    expect(await announcedOf(world, id)).toEqual(['email_created', 'email_sent']);
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each([
    { kind: 'accepted', sesMessageId: '0107-old' },
    { kind: 'rejected', reason: 'rejected' },
    { kind: 'not_now', reason: 'throttled', opensBreaker: false },
    { kind: 'unknown', reason: 'no_answer_from_ses' },
  ] as const)('FAULTS 10: refuses an outcome of an old attempt: $kind', async (outcome) => {
    const [id = ''] = await queueMails(world, [1]);
    world.ses.script = () => 'throttled';
    await world.pump();
    world.clock.advance(MINUTE_MS);
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_before' : undefined),
    });
    await expect(dying.processEmailQueue({})).rejects.toThrow('the process died');
    const [before, guardBefore] = [await world.email(id), (await world.contact(1)).guard];
    expect(before).toMatchObject({ state: 'sending', attempt: 2 });

    expect(await settleEmail(world.service, { id, attempt: 1 }, outcome)).toBe(false);
    expect(await world.email(id)).toEqual(before);
    expect((await world.contact(1)).guard).toEqual(guardBefore);
  });

  it('leaves an email alone while its sender has its lease', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    interrupt(worker, OUTCOME, () => world.actor({ skewMs: MINUTE_MS }).processEmailQueue({}));
    await worker.processEmailQueue({});
    expect((await world.email(id))?.timeline.map(({ state }) => state)).toEqual([
      'queued',
      'sending',
      'sent',
    ]);
  });
});

describe('two at once', () => {
  /** Every run of a property works on therapists of its own. */
  let therapists = 0;
  const newTherapists = (count: number) => Array.from({ length: count }, () => ++therapists);

  it('FAULTS 11: two pumps that both believe to be alone send every mail once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ids = await queueMails(world, newTherapists(2));
        // The fast one takes the other's lease for expired.
        const pumps = [world.actor(), world.actor({ skewMs: 3 * MINUTE_MS })];
        for (const pump of pumps) schedule(pump, scheduler);
        const reports = await scheduler.waitFor(Promise.all(pumps.map((pump) => pump.processEmailQueue({}))));
        expect(reports.map(({ failed }) => failed)).toEqual([0, 0]);
        await pumpEvery(world, 5 * MINUTE_MS, 1);
        for (const id of ids) {
          expect(acceptsOf(world, id)).toHaveLength(1);
          expect(await world.email(id)).toMatchObject({ state: 'sent', attempt: 1 });
        }
      }),
      { numRuns: 8 },
    );
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 11: a pump leaves the queue to the one that runs already', async () => {
    await queueMails(world, [1, 2]);
    const worker = world.actor();
    let second: unknown;
    interrupt(worker, CLAIM, async () => {
      second = await world.pump();
    });
    expect(await worker.processEmailQueue({})).toMatchObject({ accepted: 2 });
    expect(second).toMatchObject({ end: 'busy', accepted: 0 });
  });

  it('FAULTS 11: two batches make one mail for each therapist, and the loser leaves nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ids = newTherapists(2);
        await openRequests(world, ids);
        for (const id of ids) await addRequest(world, 1000 + id, { therapist: id });
        const batches = [world.actor(), world.actor()];
        for (const batch of batches) schedule(batch, scheduler);
        const reports = await scheduler.waitFor(Promise.all(batches.map((batch) => batch.dailyBatch({}))));
        expect(reports.map(({ failed }) => failed)).toEqual([0, 0]);
        expect(reports.reduce((sum, { emails }) => sum + emails, 0)).toBe(2);
        for (const id of ids) {
          expect(await world.emailsOf(id)).toHaveLength(1);
          expect(await announcedOf(world, await newestEmailOf(world, id))).toEqual(['email_created']);
        }
      }),
      { numRuns: 8 },
    );
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('what commits between the read of the pump and its claim', () => {
  it('FAULTS 48: a mail is not sent when its only request is closed', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    const race = interrupt(worker, CLAIM, () => world.status(1, 'abgelehnt'));
    await worker.processEmailQueue({});
    await pumpEvery(world, MINUTE_MS, 2);

    expect(race.done).toBe(true);
    expect(world.ses.calls).toBe(0);
    expect(await world.email(id)).toMatchObject({ state: 'canceled', attempt: 0 });
    expect((await world.contact(1)).guard.heldBy).toBeUndefined();
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: a request that is closed is not mailed with the others', async () => {
    const { id, codes } = await queueMailAboutTwo();
    const worker = world.actor();
    interrupt(worker, CLAIM, () => world.status(1, 'abgelehnt'));
    await worker.processEmailQueue({});
    expect(world.ses.calls).toBe(0);

    await pumpEvery(world, MINUTE_MS, 1);
    expectOnlySecond(id, codes);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: an entry that staff withdraw is not mailed with the others', async () => {
    const { id, codes } = await queueMailAboutTwo();
    const worker = world.actor();
    const race = interrupt(worker, CLAIM, async () => {
      const { version = 0 } = (await world.email(id)) ?? {};
      const target = { entryId: `${id}-1`, version };
      expect(await removeEntry(world.service, target)).toMatchObject({ ok: true });
    });
    await worker.processEmailQueue({});
    expect([race.done, world.ses.calls]).toEqual([true, 0]);

    await pumpEvery(world, MINUTE_MS, 1);
    expectOnlySecond(id, codes);
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: a blocked therapist gets nothing', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    const block = world.matchingRecord('therapist.blocked', { therapist_id: 1, reason: 'Testfall' });
    interrupt(worker, CLAIM, () => world.ingest(block));
    await worker.processEmailQueue({});
    await pumpEvery(world, MINUTE_MS, 1);

    expect(world.ses.calls).toBe(0);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: a therapist who objects gets nothing, and staff get his request', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const worker = world.actor();
    const { store } = world.service;
    interrupt(worker, CLAIM, async () =>
      store.commit([store.saveContact({ ...(await world.contact(1)), objectedAt: world.clock.now() })]),
    );
    await worker.processEmailQueue({});
    await pumpEvery(world, MINUTE_MS, 1);

    expect(world.ses.calls).toBe(0);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await world.request(1)).toMatchObject({ place: 'work_item' });
    expect(await sendViolations(world)).toEqual([]);
  });
});
