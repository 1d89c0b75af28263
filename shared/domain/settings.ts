import type { Cadence } from './contact/guard.ts';

/** The rules of the product that an operator may tune; ranges are checked where the environment is read. */
export interface Settings {
  maxPatientsPerEmail: number;
  cadence: Cadence;
  followUpAfterMs: number;
  coolingMs: number;
  timeZone: string;
  send: {
    window: { from: string; to: string };
    /** ISO weekdays, 1 = Monday. */
    days: number[];
    ratePerSecond: number;
  };
  /** How long things are kept that nobody works on any more. */
  retention: {
    /** Bodies, what clients wrote, answers, notes, and mails that arrived. */
    textsMs: number;
    /** The bytes of mails that arrived. */
    rawMailsMs: number;
    /** The steps of an email's life; its last one stays. */
    timelinesMs: number;
  };
  calls: {
    lines: number;
    durationMinutes: number;
    bufferMinutes: number;
    leadMinutes: number;
    horizonDays: number;
    /** How often a therapist is called about the same matter. */
    maxTries: number;
  };
}
