import { describe, expect, it } from '@jest/globals';
import { sentencesOf } from '../../../../shared/domain/inbound/sentences.ts';
import { stopWish } from '../../../../shared/domain/inbound/stop.ts';

const read = (text: string) => stopWish(sentencesOf(text));

describe('stopWish', () => {
  it.each([
    'Keine weiteren Emails bitte',
    'KEINE WEITEREN E-MAILS!',
    'keine weiteren anfragen mehr, danke',
    'Bitte keine Anfragen mehr.',
    'Bitte schicken Sie mir keine Mails mehr.',
    'Wir möchten keine weiteren Anfragen erhalten.',
    'Ich bitte Sie, mir keine weiteren Anfragen zu senden.',
    'Bitte sehen Sie von weiteren Anfragen ab.',
    'Ich bitte Sie, künftig von weiteren Anfragen abzusehen.',
    'Bitte kontaktieren Sie uns nicht mehr.',
    'Schreiben Sie mir nie wieder!',
    'Bitte nicht mehr anschreiben.',
    'Bitte löschen Sie mich aus Ihrem Verteiler.',
    'Bitte entfernen Sie meine Adresse aus dem Verteiler',
    'Bitte nehmen Sie unsere Praxis von der Liste.',
    'Ich möchte aus dem Verteiler genommen werden.',
    'Streichen Sie mich bitte aus Ihrer Datenbank.',
    'Bitte tragen Sie mich aus.',
    'Hiermit melde ich mich ab: bitte keine weiteren Nachrichten.',
    'Ich widerspreche der Kontaktaufnahme per E-Mail.',
    'Abmelden',
    'STOP',
    'Unsubscribe.',
    'Please unsubscribe me.',
    'Please do not contact us again.',
    'Stop sending me emails.',
    'Take me off your list.',
    'I do not want any more emails from you.',
    'No further requests, please.',
    'Ich habe meine Praxis aufgegeben. Bitte keine weiteren Anfragen.',
  ])('hears %s', (text) => {
    expect(read(text)).toEqual({ erasure: false });
  });

  it.each([
    'Löschen Sie meine Daten!',
    'Bitte löschen Sie alle meine personenbezogenen Daten.',
    'Ich möchte, dass meine Daten gelöscht werden.',
    'Ich fordere Sie auf, meine gespeicherten Daten zu löschen.',
    'Löschung meiner Daten',
    'Bitte löschen Sie meine E-Mail-Adresse.',
    'Please delete my personal data.',
    'Please erase all of my data and do not write to me again.',
  ])('hears that data are to go: %s', (text) => {
    expect(read(text)).toEqual({ erasure: true });
  });

  it.each([
    'Sie möchten keine weiteren E-Mails von uns erhalten? Antworten Sie auf diese E-Mail mit „keine weiteren E-Mails“.',
    'Antworten Sie auf diese E-Mail mit „keine weiteren E-Mails“ oder schreiben Sie an antwort@platzfinder.example, dann schreiben wir Ihnen nicht mehr.',
    'If you do not want any more emails from us, reply to this email with “no more emails”.',
    'Bitte nicht abmelden!',
    'Bitte nehmen Sie mich nicht von der Liste.',
    'Ich will nicht, dass Sie meine Daten löschen.',
    'Bitte löschen Sie meine Daten nicht.',
    'Möchten Sie keine weiteren Anfragen mehr?',
    'Wie kann ich mich aus dem Verteiler austragen?',
    'Können Sie mich bitte aus dem Verteiler nehmen?',
    'Wenn das so weitergeht, nehmen Sie mich bitte aus dem Verteiler.',
    'Falls Sie niemanden mehr haben, brauche ich keine weiteren Anfragen.',
    'Bitte keine weiteren Anfragen für Jugendliche.',
    'Für Kinder bitte keine weiteren Anfragen.',
    'Bitte keine weiteren Anfragen zu Privatpatienten.',
    'Bitte per Telefon keine Anfragen mehr.',
    'Derzeit bitte keine weiteren Anfragen.',
    'Bis Februar bitte keine weiteren Anfragen.',
    'Dieses Jahr bitte keine Anfragen mehr.',
    'Heute bitte keine Anfragen mehr, morgen wieder.',
    'Es gibt keine weiteren Anfragen.',
    'Ich habe keine weiteren Anfragen.',
    'Ich habe noch keine weiteren Mails bekommen.',
    'Keine weiteren Fragen.',
    'Meine Kollegin möchte keine weiteren Anfragen.',
    'Frau Exempel bittet darum, keine weiteren Anfragen zu erhalten.',
    'Der Patient möchte keinen weiteren Kontakt.',
    'Patient 2 möchte nicht mehr kontaktiert werden.',
    'Bitte löschen Sie die Daten von Patient 1.',
    'Löschen Sie bitte meine letzte Nachricht, sie war falsch.',
    'Die Abmeldung von Patient 1 habe ich notiert.',
    'Ich konnte Sie nicht mehr anrufen.',
    'Man soll mich nicht mehr Frau Doktor nennen.',
    'Please do not stop sending requests.',
    'I have no further questions.',
    'Patient 1 nehme ich nicht mehr.',
    'Mein Newsletter: hier abmelden',
    'Nicht, dass Sie denken, ich wollte keine weiteren Anfragen.',
    'Sie schrieben: "Bitte keine weiteren Anfragen", das stimmt nicht.',
    'Den Newsletter der Kammer will ich abbestellen, Ihre Anfragen sind willkommen.',
    '',
  ])('hears no stop in %s', (text) => {
    expect(read(text)).toBeUndefined();
  });
});
