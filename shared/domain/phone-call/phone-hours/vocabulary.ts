/** What a word or a sign of a text about phone hours means to its grammar. */
export type TokenKind =
  /** A weekday (1–7). */
  | 'day'
  /** Words for several weekdays; `value` is their place in {@link DAY_SETS}. */
  | 'daily'
  | 'workdays'
  | 'several'
  | 'holiday'
  /** A time with minutes, four digits that may be one, an hour or any other number of two digits. */
  | 'time'
  | 'military'
  | 'number'
  | 'date'
  | 'clock'
  | 'meridiem'
  /** A part of the day; `value` is its place in {@link DAY_PARTS}. */
  | 'part'
  /** The range sign and the word for it. */
  | 'to'
  | 'until'
  | 'from'
  | 'since'
  | 'between'
  | 'and'
  | 'also'
  | 'comma'
  | 'slash'
  | 'colon'
  | 'open'
  | 'close'
  | 'dot'
  | 'break'
  /** Words that change nothing: any, those for the phone, for hours of any kind, and the ones before a weekday. */
  | 'filler'
  | 'phone'
  | 'hours'
  | 'consultation'
  | 'every'
  /** Words that take something back or put it under a condition. */
  | 'except'
  | 'not'
  | 'closed'
  | 'only'
  | 'ordinal'
  | 'month'
  | 'or'
  | 'after'
  | 'agreement'
  | 'otherwise'
  | 'appointments'
  | 'unknown';

const DAY_NAMES = [
  'mo mon mont montag montags monday mondays',
  'di die dienstag dienstags tu tue tues tuesday tuesdays',
  'mi mit mittw mittwoch mittwochs we wed wednesday wednesdays',
  'do don donn donnerst donnerstag donnerstags th thu thur thurs thursday thursdays',
  'fr fre freit freitag freitags fri friday fridays',
  'sa sam samst samstag samstags sonnabend sonnabends sat saturday saturdays',
  'so son sonn sonnt sonntag sonntags su sun sunday sundays',
].map((names) => names.split(' '));

/** Weekdays (1 = Monday) by name. */
export const WEEKDAY_NAMES: [name: string, weekday: number][] = DAY_NAMES.flatMap((names, index) =>
  names.map((name): [string, number] => [name, index + 1]),
);

export const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];
export const DAY_SETS = [EVERY_DAY, [1, 2, 3, 4, 5], [6, 7]];

/** Minutes of the day that a part of the day can mean. */
export const DAY_PARTS = [
  { start: 4 * 60, end: 13 * 60 },
  { start: 11 * 60, end: 15 * 60 },
  { start: 12 * 60, end: 19 * 60 },
  { start: 16 * 60, end: 24 * 60 },
];

const WORDS: [kind: TokenKind, words: string, value?: number][] = [
  ['daily', 'täglich taeglich daily tgl tägl taegl', 0],
  ['workdays', 'werktags werktag werktage werktagen werktäglich wochentags wochentage wochentagen', 1],
  ['several', 'weekdays', 1],
  ['several', 'wochenende wochenenden wochenends weekend weekends', 2],
  ['holiday', 'feiertag feiertage feiertagen feiertags'],
  ['clock', 'uhr h hrs'],
  ['meridiem', 'pm', 12 * 60],
  ['part', 'vormittag vormittags vorm morgens früh frueh frühmorgens morning mornings', 0],
  ['part', 'mittag mittags', 1],
  ['part', 'nachmittag nachmittags nachm afternoon afternoons', 2],
  ['part', 'abend abends evening evenings', 3],
  ['until', 'bis to until till'],
  ['from', 'von v from'],
  ['since', 'ab since'],
  ['between', 'zwischen zw between'],
  ['and', 'und u and sowie'],
  ['or', 'oder or'],
  ['also', 'auch außerdem zusätzlich ebenfalls also'],
  [
    'filler',
    'ich bin wir sind ist sie mich uns meine meiner unsere unser der den das in im an am zu zur zeit zeiten uhrzeit ' +
      'uhrzeiten jeweils jew je immer zwar bitte wie folgt folgende folgenden folgender folgendermaßen werden können ' +
      'gesetzlichen gesetzliche wöchentlich durchgehend besten public bank i is are me my our us at on the available times time',
  ],
  [
    'phone',
    'telefon telefonisch telefonische telefonischen telefonischer telefonisches tel fon telefonat telefonate telefondienst ' +
      'telefonnummer telefonzeit telefonzeiten telefonsprechzeit telefonsprechzeiten telefonsprechstunde ' +
      'telefonsprechstunden telefonerreichbarkeit erreichbar erreichbarkeit erreichbarkeiten erreichen anruf anrufe ' +
      'anrufen anrufzeit anrufzeiten rufzeit rufzeiten phone telephone reachable call calls',
  ],
  ['hours', 'sprechzeit sprechzeiten hours'],
  ['consultation', 'sprechstunde sprechstunden'],
  ['every', 'jeden jede jedem every each'],
  ['except', 'außer ausser ausgenommen ohne except excluding without'],
  ['not', 'nicht nie kein keine keinen keiner not no never'],
  ['closed', 'geschlossen frei entfällt ruhetag closed off'],
  ['only', 'nur ausschließlich lediglich only'],
  [
    'ordinal',
    'ersten erster zweiten zweiter dritten dritter vierten vierter letzten letzter ' +
      'first second third fourth last',
  ],
  ['month', 'monat monats month'],
  ['after', 'nach auf per by upon'],
  [
    'agreement',
    'vereinbarung terminvereinbarung absprache terminabsprache anmeldung voranmeldung anfrage ' +
      'appointment appointments arrangement request',
  ],
  ['otherwise', 'sonst ansonsten weitere otherwise'],
  ['appointments', 'termin termine terminvergabe behandlung behandlungen therapie'],
  // Known, so that they are no misspelt weekdays.
  ['unknown', 'min minute minuten std stunde stunden mal ab dr med nr str'],
];

export const VOCABULARY = new Map<string, { kind: TokenKind; value: number }>([
  ...WORDS.toReversed().flatMap(([kind, words, value = 0]) =>
    words.split(' ').map((word) => [word, { kind, value }] as const),
  ),
  ...WEEKDAY_NAMES.map(([name, value]) => [name, { kind: 'day' as const, value }] as const),
]);

export const SIGNS = new Map<string, TokenKind>([
  ...Array.from('-‐‑‒–—−―', (sign) => [sign, 'to'] as const),
  ...Array.from(',|•·●▪*', (sign) => [sign, 'comma'] as const),
  ...Array.from('+&', (sign) => [sign, 'and'] as const),
  ...Array.from('☎☏📞', (sign) => [sign, 'phone'] as const),
  ['/', 'slash'],
  [':', 'colon'],
  ['=', 'colon'],
  ['(', 'open'],
  [')', 'close'],
  ['.', 'dot'],
  ['!', 'dot'],
]);

/**
 * What words begin with that restrict what else is said: exceptions, conditions, doubts, seasons. The longer ones may
 * stand anywhere in a word: `Osterferien`.
 */
export const RESTRICTING_STEMS = (
  'nich kein nie weder ohne auser ausser außer ausgen ausnahm ausfall ausgefallen fällt faellt entf geschl ausschl ' +
  'bloß lediglich nur ferien schul urlaub feiertag brückentag semester quartal saison sommer winter herbst frühling ' +
  'frühjahr ostern pfingst weihnacht advent silvester neujahr fasching karneval januar februar märz maerz april mai ' +
  'juni juli august september oktober november dezember jan feb mär apr jun jul aug sep okt nov dez woche monat jahr ' +
  'kw gerade ungerade wechsel abwechs alternier zweiwöch vierzehn rhythmus turnus während solange sofern falls wenn ' +
  'sobald gilt gültig gueltig vorläufig vorübergehend derzeit zurzeit momentan aktuell voraussichtl befristet neu ' +
  'änder aender geänd verschob verleg vertret krank pause fortbild verreis unterwegs elternzeit mutterschutz verhinder abwesen statt anstatt aber ' +
  'jedoch allerdings meist oft manchmal gelegentl selten unregelm variier variab flexib evtl event ggf gegebenenf ' +
  'möglichst teils teilw oder bzw bezieh alternativ anders ungern keinesf letzte erste zweite dritte vierte ' +
  'erst heute morgen übermorgen vereinb absprach anmeld voranmeld bedarf never without except unless only closed ' +
  'holiday vacation week month year season summer spring autumn january february march june july october december ' +
  'alternat odd even if when while during usually mostly sometimes rarely or but instead currently ' +
  'temporar valid starting term appointment request'
).split(' ');
