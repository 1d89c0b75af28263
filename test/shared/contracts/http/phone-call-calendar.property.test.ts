import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toCallCalendar } from '../../../../shared/contracts/http/phone-call-calendar.ts';
import { cleanParagraphs } from '../../../../shared/domain/email/address.ts';
import { aCall } from '../../../support/aggregates.ts';
import { eventsOf } from '../../../support/calendar.ts';

const sight = { withContent: true, locale: 'de', maxTries: 3 } as const;

const parts = fc.constantFrom('😀', 'ä', '€', 'x', ' ', ',', ';', ':', '\\', '"', '\n', '\r\n', 'END:VEVENT');
const notes = fc.oneof(
  fc.array(parts, { maxLength: 300 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 400 }),
);

it('an independent reader finds every note as it was written, in lines that are folded between characters', () => {
  fc.assert(
    fc.property(notes, (text) => {
      const calendar = toCallCalendar([{ call: aCall('pc_01', { notes: text }), entries: [] }], sight);
      const [event, ...others] = eventsOf(calendar);
      expect(others).toEqual([]);
      expect(event?.['description']).toBe(`tel:+49302312345\n${cleanParagraphs(text)}`);
    }),
    { numRuns: 1000 },
  );
});
