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
    ['Fruehestens ab Maerz wieder Plaetze.', '2027-03-01'],
    ['Ich habe erst im Februar wieder Kapazitäten, vorher bitte keine Anfragen.', '2027-02-01'],
    ['Von Januar bis März bitte keine Anfragen.', '2027-04-01'],
    ['Bitte im Januar keine Anfragen.', '2027-02-01'],
    ['Bitte in drei Monaten wieder anfragen.', '2027-03-03'],
    ['Fragen Sie bitte im März noch einmal an.', '2027-03-01'],
    ['Keine Anfragen bis 1.3.!', '2027-03-02'],
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
    'Ab Februar kann ich die Anfrage bearbeiten.',
    'Im Januar gern Erstgespräch.',
    'Die Patientin kann sich ab Januar melden.',
    'Bitte melden Sie sich bis Freitag, wenn Sie Fragen haben.',
    'Ich habe erst ab März wieder einen Platz, nehme die Person dann aber gern.',
    'Bitte die Patientin, mich ab Montag wieder anzurufen.',
    'Ich kann nicht vor März beginnen.',
    'Bis März könnte die Patientin warten?',
    'Sie können mir gern wieder schreiben.',
    'Ab nächster Woche wieder E-Mails lesen kann ich.',
    'Im nächsten Jahr gern wieder!',
    'Ich beantworte Anfragen erst ab Montag wieder.',
    'Am Donnerstag nicht, am Freitag gern anfragen.',
    'Die nächste Anfrage bitte erst nach Rücksprache.',
    'Bis 12 Uhr keine Anrufe bitte.',
    'In der Anfrage vom 1.12. stand nicht, ab wann.',
    'Keine Plätze seit Januar.',
    'Nicht im Januar, aber ab Februar könnte ich beide aufnehmen.',
    'Erstgespräch erst ab Februar möglich, ich nehme alle drei.',
    'Ich kann erst ab Februar wieder neue Patienten aufnehmen, die drei gern.',
    'Wartezeit bis Sommer 2027, keine Anfragen bitte.',
    'Bis nach Ostern keine Anfragen bitte.',
  ])('reads nothing in %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
