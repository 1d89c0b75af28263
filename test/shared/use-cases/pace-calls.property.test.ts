import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mostPerSecond } from '../../../shared/domain/email/pace.ts';
import type { Mailer, OutgoingMail } from '../../../shared/domain/ports.ts';
import { toEpochMs } from '../../../shared/domain/time.ts';
import { paceCalls } from '../../../shared/use-cases/pace-calls.ts';
import { NOON } from '../../support/aggregates.ts';
import { startVirtualTime } from '../../support/virtual-time.ts';

/** When a mail is handed to the mailer, and how long its call is on its way to SES and back. */
const mail = fc.record({
  pauseMs: fc.oneof({ weight: 4, arbitrary: fc.nat(3) }, fc.nat(700)),
  thereMs: fc.oneof(fc.nat(20), fc.nat(900)),
  backMs: fc.nat(200),
});

it('keeps every second at SES within the rate, however long calls are on their way', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0.5, 1, 3, 12.6, 14),
      fc.array(mail, { minLength: 5, maxLength: 60 }),
      async (ratePerSecond, mails) => {
        const time = startVirtualTime(NOON);
        const arrivals: number[] = [];
        const journeys = mails.values();
        const ses: Mailer = {
          quota: () => Promise.resolve(undefined),
          async send() {
            const { thereMs = 0, backMs = 0 } = journeys.next().value ?? {};
            await time.sleep(thereMs);
            arrivals.push(toEpochMs(time.now()));
            await time.sleep(backMs);
            return { kind: 'accepted', sesMessageId: 'some-id' };
          },
        };
        const paced = paceCalls(ses, { clock: time, ratePerSecond });
        const handOver = async () => {
          const sent: Promise<unknown>[] = [];
          for (const { pauseMs } of mails) {
            await time.sleep(pauseMs);
            sent.push(paced.send({} as OutgoingMail));
          }
          await Promise.all(sent);
        };
        await time.during(handOver());
        expect(arrivals).toHaveLength(mails.length);
        const sorted = arrivals.toSorted((a, b) => a - b);
        for (const [index, at] of sorted.entries()) {
          const after = sorted[index + mostPerSecond(ratePerSecond)];
          if (after !== undefined) expect(after - at).toBeGreaterThanOrEqual(1000);
        }
      },
    ),
    { numRuns: 150 },
  );
});
