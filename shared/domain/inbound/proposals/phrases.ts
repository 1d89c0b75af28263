import type { TokenKind } from './kinds.ts';
import type { Token } from './tokens.ts';

/** Words that mean something together; all but the first then mean nothing of their own. */
export const PHRASES: [kind: TokenKind, phrases: string][] = [
  [
    'filler',
    'zur zeit; im moment; im augenblick; auf weiteres; bis auf weiteres; ab sofort; bei uns; bei mir; at the moment; at present; at this time; right now; ' +
      'in meiner praxis; in unserer praxis; fuer mich; von mir aus; fuer diese anfrage',
  ],
  ['fine', 'in ordnung; alles klar'],
  ['polite', 'wie folgt'],
  ['irony', 'zu schade'],
  ['yes', 'sehr gern; sehr gerne; of course'],
  [
    'greeting',
    'guten morgen; guten tag; guten abend; gruess gott; good morning; good afternoon; good evening',
  ],
  ['place', 'etwas frei; was frei'],
  ['i', 'mich doch'],
  ['we', 'uns doch'],
  ['glad', 'looking forward; look forward'],
  [
    'polite',
    'im voraus; ich hoffe , es geht ihnen gut; hope this email finds you well; hope you are well; um verstaendnis; um ihr verstaendnis; auf ihr verstaendnis',
  ],
  ['greeting', 'sir or madam; to whom it may concern'],
  [
    'closing',
    'alles liebe; bleiben sie gesund; frohe weihnachten; frohe feiertage; schoene feiertage; guten rutsch; gesendet von meinem; ' +
      'von meinem iphone gesendet; von meinem handy gesendet; sent from my',
  ],
  ['considered', 'in frage; in betracht'],
  [
    'hedge',
    'unter umstaenden; im prinzip; mal sehen; mal schauen; gut moeglich; wohl moeglich; zur not; ja ja; ja sicher; ja klar; klar doch; ja doch',
  ],
  ['later', 'zu einem spaeteren zeitpunkt'],
  [
    'horizon',
    'in absehbarer zeit; in naechster zeit; auf absehbare zeit; in den naechsten monaten; in den naechsten wochen; dieses jahr; in diesem jahr; ' +
      'auf lange sicht; this year',
  ],
  ['polite', 'dass sie an mich gedacht haben'],
  ['call', 'talk first; speak first'],
  ['adverb', 'zum jetzigen zeitpunkt; zum aktuellen zeitpunkt; zu diesem zeitpunkt'],

  ['no', 'weder noch'],
  [
    'fullness',
    'fehlender kapazitaeten; fehlender kapazitaet; fehlenden kapazitaeten; mangelnder kapazitaeten; mangelnder kapazitaet; mangels kapazitaet; ' +
      'mangels kapazitaeten; fehlender plaetze; hoher nachfrage; der hohen nachfrage; der grossen nachfrage',
  ],
  ['condition', 'es sei denn; so lange; as long as; provided that'],
  ['except', 'bis auf; apart from; except for'],
  [
    'regret',
    'tut mir leid; tut mir sehr leid; tut uns leid; viel erfolg; viel glueck; alles gute; good luck; all the best',
  ],
  [
    'closing',
    'mit freundlichen gruessen; mit freundlichem gruss; mit besten gruessen; mit herzlichen gruessen; mit kollegialen gruessen',
  ],
  [
    'closing',
    'viele gruesse; liebe gruesse; beste gruesse; schoene gruesse; herzliche gruesse; freundliche gruesse; kollegiale gruesse; sonnige gruesse; best regards; kind regards; warm regards; best wishes; yours sincerely; schoene woche; schoenes wochenende; schoenen tag; schoenen abend',
  ],
  ['thanks', 'many thanks'],
  ['courtesy', 'zur verfuegung stehe; stehe zur verfuegung'],
  [
    'courtesy',
    'bei fragen; bei rueckfragen; fuer rueckfragen; fuer fragen; bei weiteren fragen; any questions; for questions; further questions',
  ],
  ['cannot', 'no longer; not able to; unable to; not able'],
  ['waitlist', 'waiting list; wait list'],
  ['full', 'at capacity; at full capacity; fully booked; booked up; booked out'],
  ['call', 'give me a call; give us a call; get in touch by phone'],
  ['none', 'no one; keine einzige; keinen einzigen'],
  ['can', 'happy to; glad to; able to; pleased to'],
];

const PHRASES_BY_FIRST = new Map<string, { kind: TokenKind; words: string[] }[]>();
for (const [kind, phrases] of PHRASES)
  for (const phrase of phrases.split('; ')) {
    const words = phrase.split(' ');
    const first = words[0] ?? '';
    PHRASES_BY_FIRST.set(first, [...(PHRASES_BY_FIRST.get(first) ?? []), { kind, words }]);
  }
for (const phrases of PHRASES_BY_FIRST.values()) phrases.sort((a, b) => b.words.length - a.words.length);

/** Words that mean something together as that. */
export function withPhrases(tokens: Token[]): Token[] {
  const joined: Token[] = [];
  for (let index = 0; index < tokens.length;) {
    const first = tokens[index] as Token;
    const phrase = PHRASES_BY_FIRST.get(first.word)?.find(({ words }) =>
      words.every((word, offset) => tokens[index + offset]?.word === word),
    );
    if (phrase) {
      const last = tokens[index + phrase.words.length - 1] ?? first;
      joined.push({ ...first, kind: phrase.kind, word: phrase.words.join(' '), end: last.end });
      index += phrase.words.length;
    } else {
      joined.push(first);
      index += 1;
    }
  }
  return joined;
}
