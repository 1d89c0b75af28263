import { describe, expect, it } from '@jest/globals';
import type { Email } from '../../../shared/domain/email/email.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, msBetween } from '../../../shared/domain/time.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, pumpEvery, queueMails } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const therapists = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

async function emailsIn(ids: string[], state: Email['state']): Promise<Email[]> {
  const emails = await Promise.all(ids.map(world.email));
  return emails.filter((email) => email?.state === state) as Email[];
}

/** How long an email waits from its last refusal on. */
const waitOf = ({ timeline, notBefore }: Email) => msBetween(timeline.at(-1)?.at ?? '', notBefore);

it('FAULTS 5: what is throttled tries again at different times, each at most half a minute later', async () => {
  const ids = await queueMails(world, therapists(12));
  world.ses.script = ({ n }) => (n % 3 === 0 ? 'accept' : 'throttled');
  await world.pump();
  const waiting = await emailsIn(ids, 'queued');
  expect(waiting).toHaveLength(8);
  const waits = waiting.map(waitOf);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...waits)).toBeLessThanOrEqual(MINUTE_MS / 2);
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(1_000);
  expect(waiting.every(({ tries }) => tries === 0)).toBe(true);

  await pumpEvery(world, MINUTE_MS, 8);
  for (const id of ids) expect([id, acceptsOf(world, id).length]).toEqual([id, 1]);
  expect((await emailsIn(ids, 'sent')).every(({ tries }) => tries === 1)).toBe(true);
  expect(await sendViolations(world)).toEqual([]);
});

describe('a daily quota that others use up meanwhile', () => {
  it.each([1, 3, 5])(
    'FAULTS 6: at mail %i of 5 keeps that one and the rest in the queue until it reopens',
    async (k) => {
      const ids = await queueMails(world, therapists(5));
      const { quota } = world.ses;
      world.ses.script = ({ n }) => {
        if (n === k) quota.sentLast24Hours = quota.max24HourSend;
        return 'accept';
      };
      await world.pump();
      await pumpEvery(world, 30 * MINUTE_MS, 6);
      expect(world.ses.accepted).toHaveLength(k - 1);
      expect(await emailsIn(ids, 'sent')).toHaveLength(k - 1);
      const waiting = await emailsIn(ids, 'queued');
      expect(waiting).toHaveLength(5 - (k - 1));
      for (const { id, tries, therapistId } of waiting) {
        expect(tries).toBe(0);
        expect((await world.contact(therapistId)).guard).toMatchObject({ heldBy: id, claimed: false });
      }

      quota.sentLast24Hours = 0;
      world.clock.advance(DAY_MS - 3 * HOUR_MS);
      await pumpEvery(world, 2 * MINUTE_MS, 3);
      for (const id of ids) expect([id, acceptsOf(world, id).length]).toEqual([id, 1]);
      expect(await sendViolations(world)).toEqual([]);
    },
  );
});
