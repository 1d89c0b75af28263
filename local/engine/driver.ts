import type { Instant } from '../../shared/domain/time.ts';
import type { SimulatedClock } from '../simulated-clock.ts';
import type { ScheduleResource } from '../template/service-template.ts';
import type { Deliveries } from './deliveries.ts';
import { createScheduler, type Upcoming } from './scheduler.ts';
import type { StreamPoller } from './streams.ts';

const STREAM_POLL_MS = 250;

/** What makes the service work by itself: schedules, deliveries and streams, with the clock. */
export interface Driver {
  /** Lets everything happen that what happened so far has started. */
  drain(): Promise<void>;
  /** The next tick of every schedule, the earliest first. */
  upcoming(): Upcoming[];
  /**
   * Moves a held clock, never back: to the next tick of a schedule, with all that follows from it, or to `to` when none is
   * due until then. Schedules that fire more often than every 15 minutes fire every 15 minutes then.
   *
   * @returns whether there was a tick
   */
  step(to: Instant): Promise<boolean>;
  /**
   * Steps to an instant; a clock that was running goes on from there.
   *
   * @returns how many ticks there were
   */
  moveTo(to: Instant): Promise<number>;
  /** Lets the clock go, and the service work by itself, until `pause`. */
  run(): void;
  /** Holds the clock; resolves when nothing is under way any more. */
  pause(): Promise<void>;
  /** Something came that may have to be delivered. */
  wake(): void;
}

/** @param tick runs one tick of a schedule; must not reject */
export function createDriver(parts: {
  clock: SimulatedClock;
  schedules: ScheduleResource[];
  tick: (schedule: ScheduleResource) => Promise<void>;
  deliveries: Deliveries;
  streams: StreamPoller;
}): Driver {
  const { clock, schedules, deliveries, streams } = parts;
  const underWay = new Set<Promise<unknown>>();
  let running = false;
  let move: Promise<unknown> = Promise.resolve();

  function follow<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  async function drain(): Promise<void> {
    do await deliveries.drain();
    while (await streams.poll());
  }

  const scheduler = createScheduler({
    schedules,
    clock,
    async tick(schedule) {
      await follow(parts.tick(schedule));
      if (!running) await drain();
    },
  });

  function pollStreams(): void {
    setTimeout(() => {
      if (running) void follow(streams.poll()).finally(pollStreams);
    }, STREAM_POLL_MS).unref();
  }

  function run(): void {
    running = true;
    clock.run();
    scheduler.start();
    pollStreams();
    void follow(deliveries.drain());
  }

  async function pause(): Promise<void> {
    running = false;
    scheduler.stop();
    clock.hold();
    await Promise.all(underWay);
  }

  async function moveNow(to: Instant): Promise<number> {
    const wasRunning = running;
    await pause();
    await drain();
    let ticks = 0;
    while (await scheduler.step(to)) ticks++;
    if (wasRunning) run();
    return ticks;
  }

  return {
    drain,
    upcoming: scheduler.upcoming,
    step: scheduler.step,
    moveTo(to) {
      const moved = move.then(() => moveNow(to));
      move = moved.catch(() => undefined);
      return moved;
    },
    run,
    pause,
    wake() {
      if (running) void follow(deliveries.drain());
    },
  };
}
