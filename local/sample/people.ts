import { numberFor, pickFor } from './pick.ts';

/** A therapist or patient in the fields of the sibling services (DESIGN §4). Everybody here is invented. */
export type SamplePerson = Record<string, unknown>;

const WOMEN = ['Erika', 'Petra', 'Lieschen', 'Martina', 'Gesine'] as const;
const MEN = ['Max', 'Otto', 'Hans', 'Jochen', 'Ottokar'] as const;
const ANYBODY = ['Alex', 'Kim', 'Toni', 'Robin'] as const;
const LAST_NAMES = [
  'Musterfrau',
  'Mustermann',
  'Beispiel',
  'Platzhalter',
  'Exempel',
  'Vorlage',
  'Probst-Muster',
  'Testperson',
  'Niemand',
  'von Irgendwo',
  'Ohnenamen',
] as const;
const TITLES = ['', 'Dr.', 'Dipl.-Psych.', '', 'Dr. phil.', 'Prof. Dr.', ''] as const;

const SALUTATIONS = [
  { anrede: 'Frau', names: WOMEN },
  { anrede: 'Herr', names: MEN },
  { anrede: 'Frau', names: WOMEN },
  { anrede: 'Divers', names: ANYBODY },
] as const;

/** The spellings in which practices give their hours; half an hour a day up to whole mornings. */
const PHONE_HOURS = [
  { monday: [{ start: '09:00', end: '12:00' }], thursday: [{ start: '14:00', end: '16:00' }] },
  { Mo: ['9:00-10:00'], Mi: ['13:00-13:30'] },
  { dienstag: [{ von: '8:30', bis: '09:00' }] },
  'Mo-Fr 12:00-12:50 Uhr',
  { Freitag: ['10:00-11:00'], Montag: ['17:30-18:00'] },
  [{ day: 'Wednesday', start: '11:00', end: '12:30' }],
] as const;

/** A few have not said when they can be called, and a few cannot be called at all. */
const EVERY_NTH = { withoutHours: 9, withoutPhone: 13 };

/** Beginnings of the numbers that the Bundesnetzagentur keeps free for films and fiction, before 000–999. */
const INVENTED_NUMBERS = ['030 23125', '069 90009', '040 66969', '0221 4710', '089 99998'] as const;

/**
 * A therapist as the therapist service knows him: for every positive id somebody, and always the same.
 */
export function sampleTherapist(id: number): SamplePerson {
  const { anrede, names } = pickFor('anrede', id, SALUTATIONS);
  return {
    id,
    anrede,
    titel: pickFor('titel', id, TITLES),
    vorname: pickFor<string>('vorname', id, names),
    nachname: pickFor('nachname', id, LAST_NAMES),
    email: `praxis-${id}@praxis.example`,
    telefon: id % EVERY_NTH.withoutPhone === 0 ? '' : inventedNumber(id),
    telefonische_erreichbarkeit:
      id % EVERY_NTH.withoutHours === 0 ? null : pickFor<unknown>('hours', id, PHONE_HOURS),
    status: 'aktiv',
  };
}

/** Ids that are 5,000 apart share a number. */
function inventedNumber(id: number): string {
  const block = INVENTED_NUMBERS[Math.floor(id / 1000) % INVENTED_NUMBERS.length] ?? INVENTED_NUMBERS[0];
  return `${block}${String(id % 1000).padStart(3, '0')}`;
}

const DIAGNOSES = ['F32.1', 'F33.1', 'F40.01', 'F41.1', 'F41.2', 'F43.2', 'F50.0'] as const;
const COMPLAINTS = [
  'Schlafstörungen, Antriebslosigkeit',
  'Ängste in Menschenmengen',
  'Grübeln & innere Unruhe',
  'Erschöpfung nach einer Trennung',
  'Panikattacken, vor allem in der Bahn',
] as const;
const AVAILABILITY = [
  { montag: ['09:00-12:00'], freitag: true },
  'nachmittags ab 16 Uhr',
  { dienstag: [{ start: '17:00', end: '20:00' }] },
  'flexibel, auch kurzfristig',
] as const;
const SUFFERING_SINCE = ['2024-05-01', 'seit etwa zwei Jahren', '2025-01-15', 'seit dem Frühjahr'] as const;
const EXPERIENCE = [true, false, 'eine Kurzzeittherapie 2019'] as const;

/**
 * A patient as the patient service knows him: for every positive id somebody, and always the same. Some facts are
 * missing for some.
 */
export function samplePatient(id: number): SamplePerson {
  return {
    id,
    // Never to be seen outside of the patient service.
    vorname: 'Geheim',
    nachname: `Niemals-${id}`,
    geschlecht: pickFor('geschlecht', id, ['weiblich', 'männlich', 'divers']),
    diagnose: pickFor('diagnose', id, DIAGNOSES),
    beschwerden_seit: pickFor('seit', id, SUFFERING_SINCE),
    psychotherapieerfahrung: pickFor<unknown>('erfahrung', id, EXPERIENCE),
    ...(id % 6 > 0 && { aktuelle_psychische_beschwerden: pickFor('beschwerden', id, COMPLAINTS) }),
    ...(id % 5 > 0 && { zeitliche_verfuegbarkeit: pickFor<unknown>('zeiten', id, AVAILABILITY) }),
    ...(id % 4 > 0 && { offen_fuer_gruppentherapie: numberFor('gruppe', id, 2) === 1 }),
    ...(id % 17 > 0 && { startdatum: registrationDate(id) }),
  };
}

function registrationDate(id: number): string {
  const month = 1 + numberFor('monat', id, 12);
  const day = 1 + numberFor('tag', id, 28);
  return `2025-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
