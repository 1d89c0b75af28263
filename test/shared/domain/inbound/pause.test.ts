import { describe, expect, it } from '@jest/globals';
import { pauseUntil } from '../../../../shared/domain/inbound/dates/pause.ts';
import { sentencesOf } from '../../../../shared/domain/inbound/sentences.ts';

/** What a Thursday, 3 December 2026, says of the day from which writing is welcome. */
const read = (text: string, today = '2026-12-03') => pauseUntil(sentencesOf(text), today);

describe('pauseUntil', () => {
  it.each([
    ['bis Februar keine Anfragen', '2027-02-01'],
    ['Bitte bis Februar keine weiteren Anfragen.', '2027-02-01'],
    ['Bitte bis einschließlich Februar keine Anfragen.', '2027-03-01'],
    ['Bitte bis Ende Februar keine Anfragen mehr.', '2027-03-01'],
    ['Bitte erst ab März wieder anfragen.', '2027-03-01'],
    ['frühestens ab März', '2027-03-01'],
    ['Frühestens ab März kann ich wieder Patienten aufnehmen.', '2027-03-01'],
    ['In diesem Quartal nicht.', '2027-01-01'],
    ['In diesem Quartal kann ich leider keine neuen Patienten mehr aufnehmen.', '2027-01-01'],
    ['Dieses Jahr bitte keine Anfragen mehr.', '2027-01-01'],
    ['Bitte melden Sie sich nicht vor Mai mit neuen Anfragen.', '2027-05-01'],
    ['Schreiben Sie mir gern ab dem 1.4. wieder.', '2027-04-01'],
    ['Bitte fragen Sie im Januar wieder an.', '2027-01-01'],
    ['Bis zum 15.1. bitte keine E-Mails.', '2027-01-16'],
    ['Bis Juni keine freien Kapazitäten', '2027-06-01'],
    ['Bis Q2 2027 einschließlich keine Anfragen bitte.', '2027-07-01'],
    ['In den nächsten 6 Wochen bitte keine Anfragen.', '2027-01-14'],
    ['Wir haben in den kommenden zwei Monaten keine freien Plätze.', '2027-02-03'],
    ['Please do not write before March 2027.', '2027-03-01'],
    ['No capacity until April.', '2027-04-01'],
    ['Please ask again in February.', '2027-02-01'],
    ['No new patients this year.', '2027-01-01'],
    ['Im nächsten Quartal gern wieder anfragen.', '2027-01-01'],
  ])('reads %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each([
    'Bitte keine weiteren Anfragen.',
    'Vorerst keine Anfragen.',
    'Bis auf Weiteres keine Anfragen.',
    'Patient 1 kann ab März kommen.',
    'K7Q2M frühestens ab März.',
    'Ab März habe ich einen Platz frei.',
    'Ich habe ab Februar wieder zwei Plätze frei.',
    'Können Sie bis Februar warten?',
    'Wenn Sie bis Februar keine Anfragen haben, melden Sie sich.',
    'Ich habe bis Februar keine Anfragen bekommen.',
    'Im Dezember kam keine Anfrage.',
    'Ich melde mich bis Freitag.',
    'Bis 2020 keine Anfragen',
    'Bis 1.1.2035 keine Anfragen.',
    'Bis Mitte Februar keine Anfragen.',
    'Bis Februar keine Anfragen, bzw. bis März keine Anfragen.',
    'Erstgespräch am 14.1. um 10 Uhr.',
    'Die Anfrage vom 3.12. nehme ich nicht an.',
    '',
  ])('reads nothing in %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
