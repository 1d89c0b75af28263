import { blockedTime } from '../domain/phone-call/cells.ts';
import type { PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { Line } from '../domain/phone-call/slots.ts';
import { readLines } from './find-call-slot.ts';
import type { Service } from './service.ts';

/** What is booked on the caller lines, as a run knows it: read once, not once for every therapist. */
export interface LineBook {
  lines(): Promise<Line[]>;
  /** Notes a call that the run has booked itself. */
  note(call: PhoneCall): void;
  /** Others booked meanwhile: the lines are read anew. */
  forget(): void;
}

/**
 * Opens an empty line book. It may lag behind what others book, which shows when cells are written; cells that others
 * free are seen by the next run.
 */
export function openLineBook(service: Pick<Service, 'store' | 'clock' | 'settings'>): LineBook {
  let known: Promise<Line[]> | undefined;
  return {
    lines: () => (known ??= readLines(service)),
    note(call) {
      known = known?.then((lines) =>
        lines.map((line) =>
          line.number === call.line ? { ...line, bookings: [...line.bookings, blockedTime(call)] } : line,
        ),
      );
    },
    forget() {
      known = undefined;
    },
  };
}
