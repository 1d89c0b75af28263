import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MINUTE_MS } from '../../../shared/domain/time.ts';
import { deliverEmail, prepareEmail } from '../../../shared/use-cases/send-email.ts';
import { interrupt, schedule, type OperationCall } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, impatientService, pumpEvery, queueMails, sendNow } from '../../support/sending.ts';
import { ALL_MAIL, mailTo, switchBoard } from '../../support/switches.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const board = switchBoard(world);

const nth =
  (operation: string, n: number) =>
  (call: OperationCall): boolean =>
    call.operation === operation && call.n === n;
/** The first transaction of a run that sends something. */
const CLAIM_IS_WRITTEN = nth('TransactWriteItems', 1);
/** The only item of a mail that is put off. */
const IS_PUT_OFF = nth('PutItem', 1);

/** Another process that looks at one due mail. */
function sender() {
  const actor = world.actor();
  const service = impatientService({ ...world, ...actor }, 5_000);
  return { ...actor, service, send: (id: string) => sendNow(service, id) };
}

describe('a switch that is set while a mail is on its way', () => {
  it('stops it before its claim has read the switches', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const { service } = sender();
    const prepared = await prepareEmail(service, id);
    await board.off(mailTo(1));
    if (prepared.kind !== 'prepared') throw new Error(prepared.kind);
    expect(await deliverEmail(service, prepared)).toEqual({ kind: 'postponed', reason: 'switched_off' });
    expect(await world.email(id)).toMatchObject({ state: 'queued', attempt: 0, tries: 0 });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('comes too late for the one mail whose claim is being written, and stops all others', async () => {
    const ids = await queueMails(world, [1, 2, 3]);
    const worker = world.actor();
    const race = interrupt(worker, CLAIM_IS_WRITTEN, () => board.off(ALL_MAIL));
    expect(await worker.processEmailQueue({})).toMatchObject({ accepted: 1 });
    expect(race.done).toBe(true);
    expect(ids.flatMap((id) => acceptsOf(world, id))).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('is answered, and at most one mail more is claimed, however the two processes take turns', async () => {
    let therapists = 0;
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const ids = await queueMails(world, [++therapists, ++therapists, ++therapists]);
        const claimed = async () =>
          (await Promise.all(ids.map((id) => world.email(id)))).filter((email) => email!.attempt > 0).length;
        const [worker, staff] = [world.actor(), world.actor()];
        for (const actor of [worker, staff]) schedule(actor, scheduler);
        const answered = switchBoard({ ...world, service: staff.service })
          .off(ALL_MAIL)
          .then(claimed);
        const [before] = await scheduler.waitFor(Promise.all([answered, worker.processEmailQueue({})]));
        await pumpEvery(world, 10 * MINUTE_MS, 2);
        expect((await claimed()) - before).toBeLessThanOrEqual(1);

        await board.on(ALL_MAIL);
        await pumpEvery(world, 10 * MINUTE_MS, 1);
        for (const id of ids) expect(acceptsOf(world, id)).toHaveLength(1);
      }),
      { numRuns: 8 },
    );
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('a mail that is put off while its switch is set on again', () => {
  it('is looked at again, and leaves', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await board.off(mailTo(1));
    const worker = sender();
    const race = interrupt(worker, IS_PUT_OFF, async () => {
      await sender().send(id);
      expect(await world.email(id)).toMatchObject({ timeline: [{}, { reason: 'switched_off' }] });
      await board.on(mailTo(1));
    });
    expect(await worker.send(id)).toEqual({ kind: 'gone' });
    expect(race.done).toBe(true);
    await world.pump();
    expect(acceptsOf(world, id)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });
});
