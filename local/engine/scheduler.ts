import { latest, MINUTE_MS, msBetween, plus, type Instant } from '../../shared/domain/time.ts';
import type { SimulatedClock } from '../simulated-clock.ts';
import type { ScheduleResource } from '../template/service-template.ts';
import { nextTick } from './schedule-times.ts';

/** While the clock is moved, a schedule that fires more often than this fires once in it. */
const MOVING_STRIDE_MS = 15 * MINUTE_MS;
/** A running clock may be set, which wakes no timer. */
const LONGEST_NAP_MS = MINUTE_MS;

/** A schedule and when it fires next. */
export interface Upcoming {
  schedule: ScheduleResource;
  at: Instant;
}

/** Fires the schedules of the template. */
export interface Scheduler {
  /** The next tick of every schedule, the earliest first; of one instant in the template's order. */
  upcoming(): Upcoming[];
  /**
   * Moves a held clock, never back: to the next tick, which it fires, or to `to` when none is due until then.
   *
   * @returns whether there was a tick
   */
  step(to: Instant): Promise<boolean>;
  /** Fires as the running clock goes. A schedule whose tick is still running misses the next. */
  start(): void;
  stop(): void;
}

/** @param tick runs one tick; must not reject */
export function createScheduler(parts: {
  schedules: ScheduleResource[];
  clock: SimulatedClock;
  tick: (schedule: ScheduleResource) => Promise<void>;
}): Scheduler {
  const { schedules, clock, tick } = parts;
  /** When each schedule fired last, by its name. */
  const fired = new Map<string, Instant>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** The next ticks of a held clock. */
  let due: Upcoming[] | undefined;

  function fire({ schedule, at }: Upcoming): Promise<void> {
    fired.set(schedule.name, at);
    return tick(schedule);
  }

  /** Ticks after the present one, and at least a stride after the last. */
  function upcoming(strideMs: number): Upcoming[] {
    const now = clock.now();
    return schedules.map((schedule) => {
      const last = fired.get(schedule.name);
      const after = last === undefined ? now : latest(now, plus(last, strideMs - 1));
      return { schedule, at: nextTick(schedule, after) };
    });
  }

  function arm(schedule: ScheduleResource): void {
    const at = nextTick(schedule, clock.now());
    const wake = async () => {
      if (at <= clock.now()) await fire({ schedule, at });
      if (timers.has(schedule.name)) arm(schedule);
    };
    const nap = Math.min(msBetween(clock.now(), at), LONGEST_NAP_MS);
    timers.set(
      schedule.name,
      setTimeout(() => void wake(), nap),
    );
  }

  return {
    upcoming: () => inOrder(upcoming(1)),

    async step(to) {
      due ??= upcoming(MOVING_STRIDE_MS);
      const [first] = inOrder(due);
      if (!first || first.at > to) {
        clock.set(latest(clock.now(), to));
        return false;
      }
      clock.set(latest(clock.now(), first.at));
      await fire({ ...first });
      first.at = nextTick(first.schedule, plus(first.at, MOVING_STRIDE_MS - 1));
      return true;
    },

    start() {
      due = undefined;
      schedules.forEach(arm);
    },

    stop() {
      timers.forEach((timer) => clearTimeout(timer));
      timers.clear();
    },
  };
}

/** Earliest first; of one instant in the template's order. */
function inOrder(ticks: Upcoming[]): Upcoming[] {
  return ticks.toSorted((a, b) => msBetween(b.at, a.at));
}
