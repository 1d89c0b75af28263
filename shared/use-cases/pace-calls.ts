import { holdBackMs, mostPerSecond } from '../domain/email/pace.ts';
import type { Clock, Mailer, OutgoingMail } from '../domain/ports.ts';
import type { SendOutcome } from '../domain/email/send-outcome.ts';
import type { Instant } from '../domain/time.ts';

/**
 * The mailer, whose calls to SES are held back where one second would see more of them than the rate allows. SES sees a
 * call at some time between its begin and its answer: one that is begun a second after the answer to another is a second
 * after it there, too, however long either was on its way.
 */
export function paceCalls(
  mailer: Mailer,
  { clock, ratePerSecond }: { clock: Clock; ratePerSecond: number },
): Mailer {
  /** When the latest calls were answered, one second's worth of them, oldest first. */
  const answers: Promise<Instant>[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function call(mail: OutgoingMail): Promise<{ outcome: Promise<SendOutcome> }> {
    const before = answers.length === mostPerSecond(ratePerSecond) ? answers.shift() : undefined;
    const wait = holdBackMs(await before, clock.now());
    if (wait > 0) await clock.sleep(wait);
    const outcome = mailer.send(mail);
    answers.push(outcome.then(() => clock.now()));
    // Wrapped, since the next one waits for this call's begin, not for its outcome.
    return { outcome };
  }

  return {
    quota: mailer.quota,
    async send(mail) {
      const begun = turn.then(() => call(mail));
      turn = begun;
      return (await begun).outcome;
    },
  };
}
