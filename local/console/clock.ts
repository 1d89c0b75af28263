import { Temporal } from 'temporal-polyfill';
import { fail, ok, type Result } from '../../shared/domain/result.ts';
import { DAY_MS, plus, toInstant, type Instant } from '../../shared/domain/time.ts';
import { done, refusal, type ConsoleAnswer, type ConsoleCall } from './answers.ts';

/** Every minute has its ticks: a mistyped year would run for hours. */
const MAX_DAYS = 366;

/** `POST /_local/clock` with `ahead` (ISO 8601 duration) or `to` (instant), as a form or JSON. */
export async function moveClock({ engine, request }: ConsoleCall): Promise<ConsoleAnswer> {
  const target = readTarget(request.body.toString(), engine.now());
  if (!target.ok) return refusal(request, 400, target.error);
  const { ticks, failures } = await engine.moveTo(target.value);
  return done(request, { now: engine.now(), ticks, failures });
}

/** Where the clock shall be moved; a day is 24 hours. */
function readTarget(body: string, now: Instant): Result<Instant, string> {
  const { ahead, to } = readFields(body);
  if ((ahead === undefined) === (to === undefined))
    return fail(
      'Give either "ahead", a duration such as P7D or PT1H, or "to", an instant such as 2026-03-02T08:00:00Z.',
    );
  const target = ahead === undefined ? readInstant(to) : addDuration(ahead, now);
  if (target === undefined)
    return fail(
      ahead === undefined
        ? '"to" is no instant: it looks like 2026-03-02T08:00:00Z, with Z or an offset.'
        : '"ahead" is no duration of ISO 8601: it looks like P7D, P1DT12H or PT30M.',
    );
  if (target <= now) return fail(`The clock moves ahead only, and it is ${now} already.`);
  if (target > plus(now, MAX_DAYS * DAY_MS))
    return fail(`The clock moves by at most ${MAX_DAYS} days at once.`);
  return ok(target);
}

/** The fields of a form or of a JSON object, told apart by the first character: curl calls everything a form. */
function readFields(body: string): { ahead?: unknown; to?: unknown } {
  if (!body.trimStart().startsWith('{')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}

function readInstant(value: unknown): Instant | undefined {
  return orUndefined(() => toInstant(Temporal.Instant.from(String(value).trim()).epochMilliseconds));
}

function addDuration(value: unknown, now: Instant): Instant | undefined {
  return orUndefined(() => {
    const utc = Temporal.Instant.from(now).toZonedDateTimeISO('UTC');
    return toInstant(utc.add(Temporal.Duration.from(String(value).trim())).epochMilliseconds);
  });
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
