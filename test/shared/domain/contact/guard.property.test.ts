import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS, msBetween, plus } from '../../../../shared/domain/time.ts';
import { createCadenceModel, type Fate, type Intent } from '../../../support/cadence-model.ts';

const PROCESSES = 3;

/** What happens: time passes; a process reads and decides, writes what it decided, or does both without a pause. */
type Step =
  | { kind: 'wait'; minutes: number }
  | { kind: 'act'; intent: Intent; skewMinutes: number }
  | { kind: 'begin'; process: number; intent: Intent; skewMinutes: number }
  | { kind: 'write'; process: number };

const process = fc.nat(PROCESSES - 1);
const therapist = fc.nat(1);
const pick = fc.nat(2);
const fate = fc.constantFrom<Fate>('accepted', 'not_now', 'rejected', 'lost_but_accepted', 'lost');
const intent = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('reserve' as const), therapist }) },
  { weight: 6, arbitrary: fc.record({ what: fc.constant('claim' as const), pick, fate }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom('settle' as const, 'prove' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('cancel' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ what: fc.constantFrom('call' as const, 'override' as const), therapist }),
  },
);
const aboutAWeek = fc.integer({ min: 167 * 60, max: 169 * 60 });
const minutes = fc.oneof(fc.nat(60), fc.nat(2000), aboutAWeek);
const skewMinutes = fc.integer({ min: -6, max: 6 });
const act = fc.record({ kind: fc.constant('act' as const), intent, skewMinutes });
const begin = fc.record({ kind: fc.constant('begin' as const), process, intent, skewMinutes });
const write = fc.record({ kind: fc.constant('write' as const), process });
const wait = fc.record({ kind: fc.constant('wait' as const), minutes });
const steps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: wait },
    { weight: 6, arbitrary: act },
    { weight: 2, arbitrary: begin },
    { weight: 2, arbitrary: write },
  ),
  { minLength: 60, maxLength: 200, size: 'max' },
);

/** No process outlives its function: what it has not written by then it never writes. */
const LIFETIME_MINUTES = 1;

/** Runs the steps on the model and returns the mails that it made. */
function run(history: Step[]) {
  const model = createCadenceModel();
  const decided = new Map<number, (now: string) => void>();
  let now = '2026-11-23T08:00:00.000Z';
  for (const step of history) {
    if (step.kind === 'wait') {
      now = plus(now, step.minutes * MINUTE_MS);
      if (step.minutes > LIFETIME_MINUTES) decided.clear();
    } else if (step.kind === 'act') {
      model.begin(step.intent, plus(now, step.skewMinutes * MINUTE_MS))?.(now);
    } else if (step.kind === 'begin') {
      const write = model.begin(step.intent, plus(now, step.skewMinutes * MINUTE_MS));
      if (write) decided.set(step.process, write);
    } else {
      decided.get(step.process)?.(now);
      decided.delete(step.process);
    }
  }
  return model.mails;
}

it('keeps accepted mails of one mailbox 168 h apart but for overrides, whoever writes and whatever SES says', () => {
  let second = 0;
  let early = 0;
  fc.assert(
    fc.property(steps, (history) => {
      const accepts = run(history)
        .flatMap(({ acceptedAt, override }) =>
          acceptedAt === undefined ? [] : [{ at: acceptedAt, override }],
        )
        .sort((a, b) => (a.at < b.at ? -1 : 1));
      for (const [index, { at, override }] of accepts.entries()) {
        const before = accepts[index - 1];
        if (before === undefined) continue;
        if (override) early++;
        else {
          second++;
          expect(msBetween(before.at, at)).toBeGreaterThanOrEqual(168 * HOUR_MS);
        }
      }
    }),
    { numRuns: 1500 },
  );
  expect(second).toBeGreaterThan(200);
  expect(early).toBeGreaterThan(200);
});
