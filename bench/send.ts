import { MINUTE_MS, plus } from '../shared/domain/time.ts';
import { startMeteredEngine, type MeteredEngine } from './engine.ts';
import { atLeast, atMost, exactly, reported, type Measurement, type Progress } from './measurement.ts';
import { ingest } from './placement-requests.ts';
import { startSesThread, type SesCallSeen, type SesThread, type SesWeather } from './ses-thread.ts';

/** Monday, 01:00 in Berlin: the daily batch; the send window opens seven hours later. */
const BATCH_AT = '2026-11-23T00:00:00.000Z';
const SEND_AT = '2026-11-23T08:00:00.000Z';

/** One run of the pump with more mails in the queue than it can send in the time that is measured. */
export interface SendCase {
  ratePerSecond: number;
  seconds: number;
  weather: SesWeather;
}

/** More than a small machine sends: how many it does is what it can, and is reported. */
const UNHINDERED: SendCase = { ratePerSecond: 200, seconds: 5, weather: 'fair' };

const CASES: SendCase[] = [
  { ratePerSecond: 14, seconds: 10, weather: 'fair' },
  { ratePerSecond: 50, seconds: 10, weather: 'fair' },
  { ratePerSecond: 50, seconds: 10, weather: 'rough' },
];

/** So much of what a machine can do without a rate it has to do at one that is higher. */
const OF_ITS_BEST = 0.8;

/** Before it sends at full pace a run asks SES with one mail, two, four …; that is not counted. */
const SETTLING_MS = 2000;

/**
 * How near the pump comes to the configured rate, and that it never exceeds it: counted where SES sees the calls, as
 * shares of what the rate allows, on a slow machine of what that can do. In rough weather, whether every mail gets there once.
 */
export async function send(progress: Progress, cases: SendCase[] = CASES): Promise<Measurement[]> {
  const announce = ({ ratePerSecond, seconds, weather }: SendCase) =>
    progress(`${ratePerSecond} mails a second for ${seconds} s in ${weather} weather`);
  announce(UNHINDERED);
  const { attempts } = await measure(UNHINDERED, ({ calls }) => Promise.resolve(seenOf(UNHINDERED, calls)));
  const machine = attempts / UNHINDERED.seconds;
  const results = [reported('send, as fast as it goes', 'attempts a second', machine)];
  for (const each of cases) {
    announce(each);
    results.push(...(await measure(each, (run) => judge(each, { ...run, machine }))));
  }
  return results;
}

/** What a case leaves behind. */
interface Run {
  calls: SesCallSeen[];
  engine: MeteredEngine;
  ses: SesThread;
}

async function measure<T>(sendCase: SendCase, look: (run: Run) => Promise<T>): Promise<T> {
  const { ratePerSecond, seconds, weather } = sendCase;
  const ses = await startSesThread(SEND_AT, weather);
  const engine = await startMeteredEngine(BATCH_AT, {
    environment: { SEND_RATE_PER_SECOND: String(ratePerSecond) },
    sesEndpoint: ses.endpoint,
    metered: false,
  });
  try {
    await queueMails(engine, Math.ceil(ratePerSecond * (seconds + 1 + SETTLING_MS / 1000)));
    engine.clock.set(SEND_AT);
    engine.clock.run();
    await engine.functions.processEmailQueue();
    return await look({ calls: await ses.calls(), engine, ses });
  } finally {
    await engine.stop();
    await ses.stop();
  }
}

/** One mail for each of so many therapists. */
async function queueMails(engine: MeteredEngine, mails: number): Promise<void> {
  const ids = Array.from({ length: mails }, (_, index) => index + 1);
  await ingest(
    engine,
    ids.map((id) => ({ id, therapistId: id })),
  );
  engine.clock.set(plus(BATCH_AT, MINUTE_MS));
  const { emails } = await engine.functions.dailyBatch();
  if (emails !== mails) throw new Error(`expected ${mails} queued mails, got ${emails}`);
}

/** @param machine mails a second that the machine sends without a rate */
async function judge(
  sendCase: SendCase,
  { machine, ...run }: Run & { machine: number },
): Promise<Measurement[]> {
  const { ratePerSecond, seconds, weather } = sendCase;
  const name = nameOf(sendCase);
  const seen = seenOf(sendCase, run.calls);
  const share = (count: number) => count / (ratePerSecond * seconds);
  const attempts = {
    name,
    metric: `attempts in ${seconds} s as a share of the rate`,
    value: share(seen.attempts),
  };
  const taken = {
    name,
    metric: `accepted in ${seconds} s as a share of the rate`,
    value: share(seen.accepted),
  };
  const busiest = { name, metric: 'most calls in a second', value: busiestSecond(run.calls) };
  const isFastEnough = OF_ITS_BEST * machine >= ratePerSecond;
  const reachable = isFastEnough ? 1 : (OF_ITS_BEST * machine) / ratePerSecond;
  const reason = isFastEnough ? undefined : `this machine sends ${Math.round(machine)} a second at most`;
  const floor = (goal: number) => Math.floor(goal * reachable * 100) / 100;
  return [
    atLeast(attempts, floor(0.95), reason),
    ...(weather === 'rough' ? [atLeast(taken, floor(0.8), reason)] : []),
    atMost(busiest, ratePerSecond, 'the rate'),
    ...(weather === 'rough' ? await judgeFates(sendCase, run) : []),
  ];
}

/** What SES saw while the pump was at full pace. */
function seenOf({ seconds }: SendCase, calls: SesCallSeen[]): { attempts: number; accepted: number } {
  const begin = (calls[0]?.atMs ?? 0) + SETTLING_MS;
  const counted = calls.filter(({ atMs }) => atMs >= begin && atMs < begin + seconds * 1000);
  const accepted = counted.filter(({ mode }) => mode.startsWith('accept'));
  return { attempts: counted.length, accepted: accepted.length };
}

/** The most calls that any second saw, wherever it begins. */
function busiestSecond(calls: SesCallSeen[]): number {
  return Math.max(
    ...calls.map(({ atMs: from }) => calls.filter(({ atMs }) => atMs >= from && atMs < from + 1000).length),
  );
}

/** After everything that was put off has left: no mail twice, and none that is neither with SES nor known to be in doubt. */
async function judgeFates(
  sendCase: SendCase,
  { engine, ses }: Pick<Run, 'engine' | 'ses'>,
): Promise<Measurement[]> {
  const name = nameOf(sendCase);
  for (let run = 0; run < MOST_RUNS; run++) {
    engine.clock.advance(MINUTE_MS);
    const { accepted, notNow, unknown } = await engine.functions.processEmailQueue();
    if (accepted + notNow + unknown === 0) break;
  }
  const accepts = (await ses.calls()).filter(({ mode }) => mode.startsWith('accept'));
  const accepted = new Set(accepts.map(({ emailId }) => emailId));
  const states = await engine.emailStates();
  const lost = [...states].filter(([id, state]) => !accepted.has(id) && state !== 'unknown');
  return [
    exactly({ name, metric: 'mails that SES took twice', value: accepts.length - accepted.size }, 0),
    exactly({ name, metric: 'mails that are lost', value: lost.length }, 0),
    reported(
      name,
      'mails in doubt, to be resolved',
      [...states.values()].filter((state) => state === 'unknown').length,
    ),
  ];
}

/** Of the pump, a minute apart: fewer than SES's clock and ours may differ by. */
const MOST_RUNS = 8;

function nameOf({ ratePerSecond, weather }: SendCase): string {
  const trouble = weather === 'rough' ? ', 10 % throttled and 1 % of connections broken' : '';
  return `send, ${ratePerSecond} a second${trouble}`;
}
