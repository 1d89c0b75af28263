import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { pauseUntil } from '../../../../shared/domain/inbound/dates/pause.ts';
import { returnDate } from '../../../../shared/domain/inbound/dates/return-date.ts';
import { sentencesOf } from '../../../../shared/domain/inbound/sentences.ts';
import { stopWish } from '../../../../shared/domain/inbound/stop.ts';

const number = fc.integer({ min: 0, max: 99 }).map(String);
const words = fc.constantFrom(
  ...(
    'bis zum ab vom von am im in nach vor seit einschließlich und – - . , ( ) ? ! Montag, den Freitag KW kw Quartal Q1 Q5 ' +
    'Januar Februar März May mai Dezember Dec 14th 0th of until from through back wieder nicht kein keine weiteren Anfragen ' +
    'Mails Plätze Urlaub krank erreichbar da heute morgen nächste nächsten neuen diesem dieses Woche Jahr Quartal Monat ' +
    'Ende Mitte Anfang Jahresende Sommer 2026 2027 99 frühestens erst drei Monaten Wochen bitte Verteiler löschen meine Daten'
  ).split(' '),
);
const dates = fc.tuple(
  number,
  fc.constantFrom('.', '/', '-'),
  number,
  fc.constantFrom('.', '/', '-', '. '),
  number,
);
const sentence = fc
  .array(
    fc.oneof(
      words,
      number,
      dates.map((parts) => parts.join('')),
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(' '));
const today = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

it('finds a day of the calendar that is to come, or none, whatever is written', () => {
  fc.assert(
    fc.property(fc.array(sentence, { maxLength: 3 }), today, (lines, date) => {
      const sentences = sentencesOf(lines.join('\n'));
      for (const day of [returnDate(sentences, date), pauseUntil(sentences, date)]) {
        if (day === undefined) continue;
        expect(new Date(`${day}T00:00:00.000Z`).toISOString().slice(0, 10)).toBe(day);
        expect(day > date).toBe(true);
      }
    }),
    { numRuns: 3_000 },
  );
});

it('hears a stop only where its words stand, whatever stands around them', () => {
  fc.assert(
    fc.property(sentence, (line) => {
      const wish = stopWish(sentencesOf(line));
      if (wish) expect(line).toMatch(/kein|löschen|Verteiler/i);
    }),
    { numRuns: 3_000 },
  );
});
