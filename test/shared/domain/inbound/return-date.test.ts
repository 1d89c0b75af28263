import { describe, expect, it } from '@jest/globals';
import { returnDate } from '../../../../shared/domain/inbound/dates/return-date.ts';
import { sentencesOf } from '../../../../shared/domain/inbound/sentences.ts';

/** What absences of a Thursday, 3 December 2026, say of the first day back. */
const read = (text: string, today = '2026-12-03') => returnDate(sentencesOf(text), today);

describe('returnDate', () => {
  it.each([
    ['Ich bin bis 14.12. nicht im Büro.', '2026-12-15'],
    ['Ich bin bis einschließlich 14.12. nicht im Büro.', '2026-12-15'],
    ['Ich bin bis zum 14.12.2026 (einschließlich) im Urlaub.', '2026-12-15'],
    ['Bis zum 14. Dezember bin ich verreist.', '2026-12-15'],
    ['Bis Montag, 14.12., bin ich nicht erreichbar.', '2026-12-15'],
    ['Ich bin vom 30.11. bis zum 11.12.26 im Urlaub.', '2026-12-12'],
    ['Urlaub vom 30.11.-11.12.2026', '2026-12-12'],
    ['Urlaub: 30.11. – 11.12.', '2026-12-12'],
    ['Die Praxis bleibt vom 23.11. bis 4. Dezember geschlossen.', '2026-12-05'],
    ['Wir sind vom 1.-15.12. in den Ferien', '2026-12-16'],
    ['Ich bin ab 7.1. wieder da.', '2027-01-07'],
    ['Ab dem 7. Januar 2027 bin ich wieder für Sie da.', '2027-01-07'],
    ['Ich bin erst am 4. Januar wieder in der Praxis.', '2027-01-04'],
    ['Ich bin ab Januar wieder erreichbar.', '2027-01-01'],
    ['Ich bin nicht vor dem 10.12. wieder im Büro.', '2026-12-10'],
    ['Ab Montag bin ich wieder zurück.', '2026-12-07'],
    ['Ab nächster Woche bin ich wieder da.', '2026-12-07'],
    ['Ich bin bis Ende der Woche nicht da.', '2026-12-07'],
    ['Ich bin bis Ende Januar in der Reha.', '2027-02-01'],
    ['Ich bin bis Jahresende abwesend.', '2027-01-01'],
    ['Bin diese Woche nicht im Haus.', '2026-12-07'],
    ['Ich bin heute nicht im Büro.', '2026-12-04'],
    ['Ich bin heute und morgen auf Fortbildung.', '2026-12-05'],
    ['Morgen bin ich wieder da.', '2026-12-04'],
    ['Bis 8.12. krank. Ab Mittwoch, 9.12. wieder da!', '2026-12-09'],
    ['Ich bin bis Freitag, den 11.12. im Urlaub und ab Montag, den 14.12. wieder erreichbar.', '2026-12-14'],
    ['Meine nächste Sprechstunde ist am 15.12. Ich bin bis 11.12. abwesend.', '2026-12-12'],
    ['Ich lese Ihre Nachricht nach dem 14.12.', '2026-12-15'],
    ['Rückkehr: 14.12.2026', '2026-12-14'],
    ['Ich bin im Mutterschutz und bis 30. Juni 2027 nicht in der Praxis.', '2027-07-01'],
    ['I am out of office until Dec 14.', '2026-12-15'],
    ['I am on leave through December 14th.', '2026-12-15'],
    ['I will be back on Monday, December 14, 2026.', '2026-12-14'],
    ['I am on vacation from 30 November to 11 December.', '2026-12-12'],
    ['I am away until 14/12/2026.', '2026-12-15'],
    ['I will return on January 4th.', '2027-01-04'],
    ['Our office is closed until and including 3 January 2027.', '2027-01-04'],
    ['I am not in the office today.', '2026-12-04'],
    ['I am away this week and back next Monday.', '2026-12-07'],
    ['Ich bin 2026-12-01 bis 2026-12-18 im Urlaub', '2026-12-19'],
    ['In KW 49 und 50 bin ich im Urlaub, ab KW 51 wieder da', '2026-12-14'],
    ['bis 14.12.nicht da', '2026-12-15'],
    ['Ich bin vom 28. bis 9. Dezember im Urlaub.', '2026-12-10'],
    [
      'Vom 24.12. bis 1.1. ist unsere Praxis geschlossen, ich selbst bin bis 10.12. auf einer Tagung.',
      '2026-12-11',
    ],
    [
      'Ich bin vom 1.12. - 4.12. (Fortbildung) und vom 21.12. - 6.1. (Urlaub) nicht erreichbar.',
      '2026-12-05',
    ],
    ['Wir haben Mo-Fr von 9 bis 12 Uhr geöffnet. Bis 12.12. bin ich krank.', '2026-12-13'],
    ['Mutterschutz ab 1.10.2026, Elternzeit bis 30.9.2027.', '2027-10-01'],
    [
      'Ich bin vom 27.11. bis 13.12. in Urlaub. Vertretung bis 5.12.: Frau A, ab 6.12.: Herr B.',
      '2026-12-14',
    ],
    ['Urlaub 23.11.2026-11.12.2026', '2026-12-12'],
    ['Ich bin bis kommenden Montag krank.', '2026-12-08'],
    ['Die Praxis ist vom 24.11. bis einschliesslich 11. Dezember geschlossen.', '2026-12-12'],
    ['Bin ab 1. Maerz 2027 zurueck.', '2027-03-01'],
    ['Meine Rückkehr ist für den 11.1. geplant.', '2027-01-11'],
    ['Ab dem 11.01. stehe ich Ihnen gern wieder zur Verfügung.', '2027-01-11'],
    ['I am out of the office until Monday, returning Tuesday.', '2026-12-08'],
    ["I'll be back in the office on the 11th of January.", '2027-01-11'],
    ['Bis 6. Jänner ist die Ordination geschlossen', '2027-01-07'],
  ])('reads %s', (text, date) => {
    expect(read(text)).toBe(date);
  });

  it.each([
    'Ich bin zurzeit nicht im Büro.',
    'Ich bin bis auf Weiteres erkrankt.',
    'Ich bin bis zum 12.10. im Urlaub.',
    'Ich bin bis zum 12.10.2026 im Urlaub.',
    'Ich bin bis 31.2. im Urlaub.',
    'Ich bin bis Dienstag, den 14.12. im Urlaub.',
    'Ich bin bis 12/10/2026 im Urlaub.',
    'Ab dem 20.12. bin ich im Urlaub.',
    'Ich bin vom 20.12. bis 6.1. im Urlaub.',
    'Bis zum 14.12. bin ich erreichbar.',
    'Bis 18.12. bin ich noch da, danach im Urlaub.',
    'Ab 7.1. bin ich wieder am Telefon, ab 9.2. wieder in der Praxis.',
    'Ich bin bis 10.12. im Urlaub. Bitte beachten: bis 20.12. ist auch die Praxis geschlossen.',
    'Ich bin ab dem 10.12. wieder da. Ich bin bis 20.12. im Urlaub.',
    'In dringenden Fällen ist Frau Exempel bis 14.12. für Sie da.',
    'Bis Mitte Januar bin ich im Urlaub.',
    'Ab Ende Januar bin ich wieder da.',
    'Am Donnerstag bin ich wieder da.',
    'Unsere Anfrage vom 3. Dezember 2026',
    'Ich bin am 14.12. um 10 Uhr in der Praxis.',
    'Ich bin bis 31.12.2099 im Ruhestand nicht erreichbar.',
    'Wir sind ab 14.12. im neuen Haus.',
    'Wir vergeben ab 7.1. wieder Termine.',
    'Mein Urlaub beginnt am 14.12.',
    'Ich bin im Urlaub und ab 20.12. auf Fortbildung.',
    'Stand 3.12.2026: Praxis wegen Krankheit geschlossen.',
    'Ich bin vom 0. bis 15. Dezember im Urlaub.',
    'Ich bin vom 99. bis 15. Dezember im Urlaub.',
    'Ich bin bis 0.0.2027, 99.99.2027, KW 0 und KW 99 im Urlaub.',
    'Tel. 030/12345, GOP 35.40, Musterweg 1.2.',
    '',
  ])('reads nothing in %s', (text) => {
    expect(read(text)).toBeUndefined();
  });

  it('infers the year from the date of the mail, over the turn of the year', () => {
    expect(read('Ich bin vom 23.12. bis 6.1. im Urlaub.', '2026-12-28')).toBe('2027-01-07');
    expect(read('Ich bin vom 23.12. bis 6.1. im Urlaub.', '2027-01-03')).toBe('2027-01-07');
    expect(read('Ich bin bis 29.2. im Urlaub.', '2028-02-20')).toBe('2028-03-01');
  });
});
