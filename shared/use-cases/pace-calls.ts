import { holdBackMs, mostPerSecond } from '../domain/email/pace.ts';
import type { Clock, Mailer } from '../domain/ports.ts';
import type { Instant } from '../domain/time.ts';

/** The mailer, whose calls to SES are held back where one second would see more of them than the rate allows. */
export function paceCalls(
  mailer: Mailer,
  { clock, ratePerSecond }: { clock: Clock; ratePerSecond: number },
): Mailer {
  /** When the latest calls were begun, one second's worth of them, oldest first. */
  const begun: Instant[] = [];
  let turn = Promise.resolve();

  async function holdBack(): Promise<void> {
    const full = begun.length === mostPerSecond(ratePerSecond);
    const before = full ? begun.shift() : undefined;
    const wait = holdBackMs(before, clock.now());
    if (wait > 0) await clock.sleep(wait);
    begun.push(clock.now());
  }

  return {
    quota: mailer.quota,
    async send(mail) {
      turn = turn.then(holdBack);
      await turn;
      return mailer.send(mail);
    },
  };
}
