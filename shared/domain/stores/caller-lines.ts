import type { LineUp } from '../phone-call/caller-line.ts';
import type { Write } from './unit-of-work.ts';

export interface CallerLines {
  /** Undefined until staff have stored any. */
  getLineUp(): Promise<LineUp | undefined>;
  saveLineUp(lineUp: LineUp): Write;
  /** Which lines the scheduled calls were last compared with; undefined when they never were. */
  getCheckedLines(): Promise<CheckedLines | undefined>;
  putCheckedLines(checked: CheckedLines): Promise<void>;
}

/** That calls were compared with the lines that make them. */
export interface CheckedLines {
  /** The active lines as `staffingOf` tells them. */
  staffing: string;
  /** Whether that was done again, a run after the lines had changed, for calls that were booked meanwhile. */
  settled: boolean;
}
