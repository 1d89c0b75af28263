import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { interrupt, schedule, type OperationCall } from '../../support/interleave.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { openRequests, SEND_TIME } from '../../support/sending.ts';
import { startWorld, worldPerTest, type World } from '../../support/world.ts';
import { ask, AUTHOR, change, freeEmail, templateEmail, write } from '../../support/written-emails.ts';

const world = worldPerTest();
const beforeItsWrite = ({ operation, n }: OperationCall) => operation === 'TransactWriteItems' && n === 1;

beforeEach(async () => {
  world.at(SEND_TIME);
  await openRequests(world, [1]);
});

describe('a client who queues an email', () => {
  it('is overtaken by another one: one email is queued, the other one says who has the turn', async () => {
    const slow = world.actor();
    const race = interrupt(slow, beforeItsWrite, () => ask(world, freeEmail({ status: 'queued' })));
    const refused = await ask(slow, templateEmail());
    expect(race.done).toBe(true);
    const [winner, ...others] = await world.emailsOf(1);
    expect(others).toEqual([]);
    expect(refused).toMatchObject({
      error: { code: 'contact_frequency_exceeded', details: { held_by: winner } },
    });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('is overtaken by the batch', async () => {
    const slow = world.actor();
    interrupt(slow, beforeItsWrite, () => world.batch());
    expect(await ask(slow, templateEmail())).toMatchObject({ error: { code: 'contact_frequency_exceeded' } });
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('overtakes the batch', async () => {
    const slow = world.actor();
    interrupt(slow, beforeItsWrite, () => ask(world, templateEmail()));
    expect(await slow.dailyBatch({})).toMatchObject({ emails: 0, failed: 0 });
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: meets a closed request', async () => {
    const slow = world.actor();
    interrupt(slow, beforeItsWrite, () => world.status(1, 'abgelehnt'));
    expect(await ask(slow, templateEmail())).toMatchObject({ error: { code: 'request_not_available' } });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 48: meets a block', async () => {
    const { store } = world.service;
    const slow = world.actor();
    interrupt(slow, beforeItsWrite, async () => {
      const blocked = { ...(await world.contact(1)), blockedAt: SEND_TIME };
      await store.commit([store.saveContact(blocked)]);
    });
    expect(await ask(slow, templateEmail())).toMatchObject({
      error: { code: 'contact_stopped', details: { reason: 'blocked' } },
    });
  });

  it('makes one email for one therapist, however two of them interleave', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (scheduler) => {
        const contested = await startWorld({ start: SEND_TIME });
        try {
          await openRequests(contested, [1]);
          const asks = [templateEmail(), freeEmail({ status: 'queued', placementRequestIds: [1] })].map(
            (email) => {
              const actor = contested.actor();
              schedule(actor, scheduler);
              return ask(actor, email);
            },
          );
          const results = await scheduler.waitFor(Promise.all(asks));
          expect(results.filter(({ ok }) => ok)).toHaveLength(1);
          expect(await contested.emailsOf(1)).toHaveLength(1);
          expect(await sendViolations(contested)).toEqual([]);
        } finally {
          await contested.stop();
        }
      }),
      { numRuns: 5 },
    );
  });
});

describe('a client who cancels an email', () => {
  it('is overtaken by the pump: what left is not canceled', async () => {
    const id = await write(world, templateEmail());
    const slow = world.actor();
    interrupt(slow, beforeItsWrite, () => world.pump());
    expect(await change(slow, id, { status: 'canceled' })).toMatchObject({
      error: { code: 'precondition_failed' },
    });
    expect(await world.email(id)).toMatchObject({ state: 'sent' });
  });

  it('overtakes the pump: what is canceled does not leave', async () => {
    const id = await write(world, templateEmail());
    const slow = world.actor();
    const claims = ({ operation, n }: OperationCall) => operation === 'TransactWriteItems' && n === 1;
    const race = interrupt(slow, claims, () => change(world, id, { status: 'canceled' }));
    await slow.processEmailQueue({});
    expect(race.done).toBe(true);
    expect(world.ses.calls).toBe(0);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await sendViolations(world)).toEqual([]);
  });
});

describe('the same key', () => {
  const once = { key: 'key-1', fingerprint: 'body-1' };
  const repeat = ({ service }: Pick<World, 'service'>) =>
    createEmail(service, { caller: AUTHOR, once, email: templateEmail() });

  it('I10: fifty times at once has one effect, and one answer', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, () => repeat(world.actor())));
    const [id] = await world.emailsOf(1);
    expect(results).toEqual(results.map(() => ({ ok: true, value: id })));
    expect(await world.emailsOf(1)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 50: after a death between commit and answer finds what was made', async () => {
    const dying = world.actor({
      faults: ({ operation }) => (operation === 'TransactWriteItems' ? 'die_after' : undefined),
    });
    await expect(repeat(dying)).rejects.toThrow();
    const [id] = await world.emailsOf(1);
    expect(await repeat(world)).toEqual({ ok: true, value: id });
    expect(await world.emailsOf(1)).toHaveLength(1);
  });
});
