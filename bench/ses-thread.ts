import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FaultMode } from '../local/ses-faults.ts';
import type { Instant } from '../shared/domain/time.ts';

/** Whether SES takes every mail, or throttles one call in ten and breaks one in a hundred, half of those after the accept. */
export type SesWeather = 'fair' | 'rough';

/** A `SendRawEmail` as it arrived. */
export interface SesCallSeen {
  /** Milliseconds on the thread's own monotonic clock. */
  atMs: number;
  emailId: string;
  mode: FaultMode;
}

/** The SES double of `ses-worker.ts`. */
export interface SesThread {
  endpoint: string;
  /** What arrived so far, in order. */
  calls(): Promise<SesCallSeen[]>;
  stop(): Promise<void>;
}

/** Starts it with a clock that runs from `start`. */
export async function startSesThread(start: Instant, weather: SesWeather): Promise<SesThread> {
  const worker = new Worker(new URL('./ses-worker.ts', import.meta.url), { workerData: { start, weather } });
  const [endpoint] = (await once(worker, 'message')) as [string];
  return {
    endpoint,
    async calls() {
      worker.postMessage('calls');
      const [calls] = (await once(worker, 'message')) as [SesCallSeen[]];
      return calls;
    },
    async stop() {
      await worker.terminate();
    },
  };
}
