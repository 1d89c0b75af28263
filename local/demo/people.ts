import type { Random } from './random.ts';

/** A therapist or patient in the fields of the wire. Everybody here is invented. */
export type Person = Record<string, unknown>;

/** Therapists with a part of their own in the story; everybody else is ordinary. */
export const THERAPISTS = {
  /** More requests than one mail takes: they are asked again the week after. */
  overrun: [101, 102],
  /** Two practices whose therapists share one mailbox. */
  sharedMailbox: [121, 122, 123, 124, 125],
  /** A practice whose therapists share one phone number: one call is about all of them. */
  sharedPhone: [110, 112, 114],
  /** Says in words when to call, and when not. */
  phoneHoursInWords: 116,
  blockedFromTheStart: [126, 127],
  brokenPhoneHours: [128, 129, 130, 131],
  withoutPhoneHours: [132, 133],
  withoutUsableAddress: 134,
  withoutAddressAndPhone: 135,
  serviceDownOnFirstDay: 136,
  unknownToTheirService: 137,
  movesMailbox: 138,
  respellsAddress: 139,
  rejectedBySes: 140,
  acceptedThenReset: 141,
  lostOnTheWay: 142,
  bounces: 143,
  complains: 144,
  blockedWhileQueued: 145,
  patientWithdrawnAfterSending: 146,
  patientWithdrawnWhileQueued: 147,
  requestClosedAndReopened: 148,
  answeredAndReopened: 119,
  acceptsPatient: 118,
  /** The patient whom another one accepts is in a mail to the first and waits for the next mail to the second. */
  losePatient: [117, 109],
} as const;

export const FIRST_THERAPIST = 101;
export const LAST_THERAPIST = 148;

const FIRST_NAMES = ['Erika', 'Max', 'Petra', 'Otto', 'Lieschen', 'Alex', 'Hans', 'Jo'] as const;
const LAST_NAMES = [
  'Musterfrau',
  'Mustermann',
  'Beispiel',
  'Platzhalter',
  'Exempel',
  'Vorlage',
  'Attrappe',
  'Testperson',
  'Niemand',
  'von Irgendwo',
  'Ohnenamen-Muster',
] as const;
const ADDRESSED_AS = ['Frau', 'Herr', 'Frau', 'Herr', 'Frau', 'Divers', 'Herr', ''] as const;
const TITLES = ['Dr.', '', 'Dipl.-Psych.', 'Prof. Dr. med.', '', 'Dr. phil.', ''] as const;

/** The spellings in which practices give their hours. */
const PHONE_HOURS: readonly [unknown, ...unknown[]] = [
  { monday: [{ start: '09:00', end: '12:00' }], thursday: [{ start: '14:00', end: '16:00' }] },
  { Mo: ['9:00-10:00'], Mi: ['13:00-13:30'] },
  { dienstag: [{ von: '8:30', bis: '09:00' }] },
  'Mo-Fr 12:00-12:50 Uhr',
  { Freitag: ['10.00 - 11.00'], friday: [{ start: '10:30', end: '11:30' }] },
];

const BROKEN_PHONE_HOURS = [
  { monday: '09:00', wednesday: [{ start: '11:00', end: '11:20' }] },
  [null, { start: '09:00' }],
  { Montag: [{ start: '14:00', end: '13:00' }], Do: ['24:00', '9-9:03'], Fr: ['09:00-09:30'] },
  'nach Vereinbarung',
];

/** The practice's number, and when somebody is at its desk. */
const SHARED_PHONE = {
  telefon: '+49 (30) 23125-900',
  telefonische_erreichbarkeit: 'Di und Do 14:00–15:00 Uhr',
};

/** Wednesday is excluded, in a way that machines report to people. */
const PHONE_HOURS_IN_WORDS = 'Mo, Di und Do 13:00–13:50 Uhr; mittwochs leider nicht';

const SHARED_ADDRESSES = [
  'anmeldung@gemeinschaft.example',
  'Anmeldung@Gemeinschaft.example',
  ' anmeldung@gemeinschaft.example.',
  'praxis@müller-muster.example',
  'Praxis@xn--mller-muster-dlb.example',
];

/** Everybody whom the therapist service knows, by id. */
export function makeTherapists(): Map<number, Person> {
  const therapists = new Map<number, Person>();
  for (let id = FIRST_THERAPIST; id <= LAST_THERAPIST; id++)
    if (id !== THERAPISTS.unknownToTheirService) therapists.set(id, { ...ordinary(id), ...special(id) });
  return therapists;
}

function ordinary(id: number): Person {
  const index = id - FIRST_THERAPIST;
  return {
    anrede: ADDRESSED_AS[index % ADDRESSED_AS.length],
    titel: TITLES[index % TITLES.length],
    vorname: FIRST_NAMES[index % FIRST_NAMES.length],
    nachname: LAST_NAMES[index % LAST_NAMES.length],
    email: `praxis-${id}@praxis.example`,
    // 23125 000–999 is kept free for invented people (Bundesnetzagentur, Berlin).
    telefon: `030 23125${id}`,
    telefonische_erreichbarkeit: PHONE_HOURS[index % PHONE_HOURS.length],
  };
}

function special(id: number): Person {
  const among = (ids: readonly number[]) => ids.indexOf(id);
  if (among(THERAPISTS.sharedMailbox) >= 0)
    return { email: SHARED_ADDRESSES[among(THERAPISTS.sharedMailbox)] };
  if (among(THERAPISTS.sharedPhone) >= 0) return SHARED_PHONE;
  if (id === THERAPISTS.phoneHoursInWords) return { telefonische_erreichbarkeit: PHONE_HOURS_IN_WORDS };
  if (among(THERAPISTS.brokenPhoneHours) >= 0)
    return { telefonische_erreichbarkeit: BROKEN_PHONE_HOURS[among(THERAPISTS.brokenPhoneHours)] };
  if (among(THERAPISTS.withoutPhoneHours) >= 0) return { telefonische_erreichbarkeit: null };
  if (id === THERAPISTS.withoutUsableAddress) return { email: 'a@b' };
  if (id === THERAPISTS.withoutAddressAndPhone) return { email: '', telefon: '' };
  return {};
}

const DIAGNOSES = ['F32.1', 'F41.1', 'F43.2', 'F33.0', 'F40.01'] as const;
const COMPLAINTS = [
  'Schlafstörungen, Antriebslosigkeit',
  'Ängste in Menschenmengen',
  'Grübeln & <innere> Unruhe',
  'Erschöpfung nach Trennung {{ 7*7 }}',
] as const;
const AVAILABILITY: readonly [unknown, ...unknown[]] = [
  { montag: ['09:00-12:00'], freitag: true },
  'nachmittags ab 16 Uhr',
  { dienstag: [{ start: '17:00', end: '20:00' }] },
];

/** A patient as the patient service knows him; some facts are missing for some. */
export function makePatient(id: number, random: Random): Person {
  const day = String(1 + random.below(28)).padStart(2, '0');
  const month = String(1 + random.below(10)).padStart(2, '0');
  return {
    // Never to be seen outside of the patient service.
    vorname: 'Geheim',
    nachname: `Niemals-${id}`,
    geschlecht: random.pick(['weiblich', 'männlich', 'divers']),
    diagnose: random.pick(DIAGNOSES),
    ...(id % 3 > 0 && { aktuelle_psychische_beschwerden: random.pick(COMPLAINTS) }),
    ...(id % 4 > 0 && { zeitliche_verfuegbarkeit: random.pick(AVAILABILITY) }),
    beschwerden_seit: random.pick(['2024-05-01', 'seit etwa zwei Jahren', '2026-01-15']),
    psychotherapieerfahrung: random.pick([true, false, 'eine Kurzzeittherapie']),
    ...(id % 5 > 0 && { offen_fuer_gruppentherapie: random.pick([true, false]) }),
    ...(id % 17 > 0 && { startdatum: `2026-${month}-${day}` }),
  };
}
