import type { Instant } from '../../shared/domain/time.ts';

/** Something that happens at an instant of simulated time. */
interface Step {
  at: Instant;
  run: () => Promise<void>;
}

/** What is still to happen, the earliest first; of the same instant, in the order in which it was added. */
export interface Agenda {
  add(at: Instant, run: Step['run']): void;
  /** When the next step is due, at most `end`. */
  nextAt(end: Instant): Instant;
  /** Takes the next step. */
  take(): Step | undefined;
}

/** An empty agenda. A simulation has some thousand steps: an ordered list is enough. */
export function createAgenda(): Agenda {
  const steps: Step[] = [];
  return {
    add(at, run) {
      const later = steps.findIndex((step) => step.at > at);
      steps.splice(later === -1 ? steps.length : later, 0, { at, run });
    },
    nextAt: (end) => (steps[0] && steps[0].at < end ? steps[0].at : end),
    take: () => steps.shift(),
  };
}
