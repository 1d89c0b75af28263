import { parentPort, workerData } from 'node:worker_threads';
import { createSimulatedClock } from '../local/simulated-clock.ts';
import { startSesDouble } from '../local/ses-double.ts';
import type { FaultMode } from '../local/ses-faults.ts';
import type { Instant } from '../shared/domain/time.ts';
import type { SesCallSeen, SesWeather } from './ses-thread.ts';

/** The SES double on a thread of its own, so that the time at which a call arrives is not the sender's business. */
const { start, weather } = workerData as { start: Instant; weather: SesWeather };
const clock = createSimulatedClock(start);
clock.run();
const ses = await startSesDouble({ clock });
ses.quota = { max24HourSend: 1_000_000, maxSendRate: 10_000, sentLast24Hours: 0 };

const calls: SesCallSeen[] = [];
ses.script = ({ n, tags }) => {
  const mode = modeOf(n);
  calls.push({ atMs: performance.now(), emailId: tags['email_id'] ?? '', mode });
  return mode;
};

function modeOf(n: number): FaultMode {
  if (weather === 'fair') return 'accept';
  if (n % 10 === 3) return 'throttled';
  if (n % 200 === 50) return 'reset';
  return n % 200 === 150 ? 'accept_then_reset' : 'accept';
}

parentPort?.on('message', () => parentPort?.postMessage(calls));
parentPort?.postMessage(ses.endpoint);
