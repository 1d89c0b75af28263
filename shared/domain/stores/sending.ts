import type { Breaker } from '../email/breaker.ts';
import type { SwitchSet } from '../email/switches.ts';
import type { Instant } from '../time.ts';
import type { Write } from './unit-of-work.ts';

export interface Switches {
  /** An empty set of version 0 until somebody has switched anything. */
  getSwitches(): Promise<SwitchSet>;
  saveSwitches(switches: SwitchSet): Write;
}

export interface SendingState {
  getBreaker(): Promise<Breaker>;
  putBreaker(breaker: Breaker): Promise<void>;
  /**
   * Takes the next slots of the row that all senders share: `count` of them, `gapMs` apart. No slot is given twice, and
   * one that is not used is lost.
   * @returns milliseconds to wait for the first of them; 0 when it may be used at once
   */
  takeSlots(slots: { count: number; gapMs: number; now: Instant }): Promise<number>;
}
