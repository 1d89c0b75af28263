import type { Canaries } from './canaries.ts';
import type { Place } from './channels.ts';
import type { Stage } from './stage.ts';

/** Therapists by what happens to them. */
export const THERAPISTS = {
  toldByEvents: 1,
  rejected: 2,
  unavailable: 3,
  reset: 4,
  notVerified: 5,
  bounced: 6,
  complained: 7,
  blocked: 8,
  serviceFails: 9,
  serviceBabbles: 10,
  writtenTo: 11,
  overridden: 12,
  late: 13,
} as const;

/** A therapist's n-th request; its patient has the same id. */
export const requestOf = (therapist: number, n = 1) => therapist * 100 + n;

/**
 * Who told of a person, and where his fields are seen then: those that mails say, those that are kept as they came, and
 * those that show when he is called. A service that fails tells nothing, whatever it quotes.
 */
const SOURCES = {
  event: { said: 'mailed', kept: 'stored', number: 'stored', hours: 'shown' },
  service: { said: 'mailed', kept: 'given', number: 'stored', hours: 'shown' },
  'failing service': { said: 'given', kept: 'given', number: 'given', hours: 'given' },
} as const satisfies Record<string, Record<string, Place>>;

type Source = keyof typeof SOURCES;

/** What is known of a therapist, and a field that nobody asked for. */
export function therapistData(canaries: Canaries, source: Source, id: number): Record<string, unknown> {
  const field = (name: string) => `therapist, ${source}: ${name}`;
  const { said, kept, number, hours } = SOURCES[source];
  const [inMails, inTables] = [canaries.seenIn(said), canaries.seenIn(kept)];
  return {
    anrede: inTables.text(field('anrede')),
    titel: `Dr. ${inTables.text(field('titel'))}`,
    vorname: inMails.text(field('vorname')),
    nachname: inMails.text(field('nachname')),
    email: inMails.address(field('email'), id),
    telefon: canaries.seenIn(number).phone(field('telefon')),
    status: inTables.text(field('status')),
    telefonische_erreichbarkeit: {
      monday: [{ start: '09:00', end: '12:00' }],
      thursday: [{ start: '14:00', end: '16:00' }],
      wednesday: canaries.seenIn(hours).text(field('telefonische_erreichbarkeit')),
    },
    privatadresse: canaries.seenIn('given').text(field('a field that nobody asked for')),
  };
}

/** What is known of a patient: what mails may say of him, and who he is. */
export function patientData(canaries: Canaries, source: Source): Record<string, unknown> {
  const field = (name: string) => `patient, ${source}: ${name}`;
  const { said, kept } = SOURCES[source];
  const [inMails, given] = [canaries.seenIn(said), canaries.seenIn('given')];
  return {
    diagnose: inMails.text(field('diagnose')),
    geschlecht: inMails.text(field('geschlecht')),
    zeitliche_verfuegbarkeit: {
      [inMails.word(field('a day'))]: inMails.text(field('zeitliche_verfuegbarkeit')),
    },
    beschwerden_seit: inMails.text(field('beschwerden_seit')),
    offen_fuer_gruppentherapie: canaries.seenIn(kept).text(field('offen_fuer_gruppentherapie')),
    psychotherapieerfahrung: inMails.text(field('psychotherapieerfahrung')),
    aktuelle_psychische_beschwerden: inMails.text(field('aktuelle_psychische_beschwerden')),
    startdatum: inMails.date(field('startdatum')),
    vorname: given.text(field('vorname')),
    nachname: given.text(field('nachname')),
    email: given.address(field('email'), 1),
    telefon: given.phone(field('telefon')),
    geburtsdatum: given.date(field('geburtsdatum')),
    strasse: given.text(field('strasse')),
    krankenkasse: given.text(field('krankenkasse')),
    [given.word(field('the name of a field'))]: given.text(field('a field that nobody asked for')),
  };
}

/** The sibling services know everybody; two therapists they cannot tell of. */
export function fillServices({ world, canaries }: Pick<Stage, 'world' | 'canaries'>): void {
  const { serviceFails, serviceBabbles } = THERAPISTS;
  for (const id of Object.values(THERAPISTS)) {
    const source = id === serviceFails || id === serviceBabbles ? 'failing service' : 'service';
    world.therapists.data.set(id, therapistData(canaries, source, id));
    for (const n of [1, 2, 3]) world.patients.data.set(requestOf(id, n), patientData(canaries, 'service'));
  }
  world.therapists.faults.set(serviceFails, '500').set(serviceBabbles, 'broken_json');
}
