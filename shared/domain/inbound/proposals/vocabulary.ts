import { ENGLISH } from './english.ts';
import { GERMAN } from './german.ts';
import type { TokenKind } from './kinds.ts';
import type { Words } from './words.ts';

/** Endings of an adjective that is listed as `frei~`. */
const ENDINGS = ['', 'e', 'er', 'es', 'en', 'em'];

export const VOCABULARY = new Map<string, { kind: TokenKind; value: number }>(
  [...GERMAN, ...ENGLISH].toReversed().flatMap(([kind, words, value = 0]: Words) =>
    words
      .split(' ')
      .flatMap((word) => (word.endsWith('~') ? ENDINGS.map((ending) => word.slice(0, -1) + ending) : [word]))
      .map((word) => [word, { kind, value }] as const),
  ),
);

/** Stems of words that are not listed and may restrict, reverse or ridicule what else is said. */
const TOUCHING = new RegExp(
  (
    'stund minut platz plaetz patient klient kapazit aufnahm aufnehm aufgenom absag zusag ablehn annehm angenom uebernom uebernehm ' +
    'warte ausnahm ander uebrig niemand jemand jahr monat woche frueh spaet fruehling sommer herbst winter quartal semester ' +
    'sonst ledigl bedingung voraus moeglich kass versicher zahl honorar kosten euro ueberweis gutacht bewillig genehmig ' +
    'zurueck scherz spass witz ironi sarkas gemeint ernst stimmt falsch irrtum verseh fehler korrig vergess quatsch ' +
    'missverst widerruf umgekehrt statt anstatt lieber eher bevorzug zuerst zunaechst vorerst beding pausier doch weder ' +
    'joke kidding wrong mistake actually instead rather except however month year week spring summer autumn insur pay'
  )
    .split(' ')
    .join('|'),
  'u',
);

/** Stems of what therapists treat, or do not. */
const DISORDER =
  /stoerung|sucht|psychos|trauma|depressi|borderline|anorexi|bulimi|autis|adhs|zwang|zwaeng|angst|aengst|phobi|kinder|jugendlich|paare|erwachsen|schizo|demen|addict|disorder|children|couples|eating/u;

/** Longer words mean nothing that anybody types. */
const LONGEST = 60;

export function kindOfUnknown(word: string, isCapital: boolean): TokenKind {
  if (word.length > LONGEST || TOUCHING.test(word)) return 'touching';
  return DISORDER.test(word) && (isCapital || word.length > 4) ? 'disorder' : 'unknown';
}

export const SIGNS = new Map<string, TokenKind>([
  ...Array.from('-‐‑‒–—−―→', (sign) => [sign, 'dash'] as const),
  ...Array.from(',•·●▪*◦', (sign) => [sign, 'comma'] as const),
  ...Array.from('+&', (sign) => [sign, 'and'] as const),
  ...Array.from('=:|', (sign) => [sign, 'colon'] as const),
  ...Array.from('"„“”‚‘’«»\'', (sign) => [sign, 'quote'] as const),
  ...Array.from('([', (sign) => [sign, 'open'] as const),
  ...Array.from(')]', (sign) => [sign, 'close'] as const),
  ...Array.from('👍✅✔✓☑', (sign) => [sign, 'yes'] as const),
  ...Array.from('❌✗✘👎', (sign) => [sign, 'no'] as const),
  ...Array.from('😊🙂😀😃🌷🌞☀🙏💐', (sign) => [sign, 'filler'] as const),
  ...Array.from('☎☏📞', (sign) => [sign, 'call'] as const),
  ...['😉', '🙄', '😂', '🤣', '😅', '😜', '🤔', '😏', '🙃', ';)', ';-)', ':P', ':-P', ';P'].map(
    (sign) => [sign, 'irony'] as const,
  ),
  ...[':)', ':-)', ':D', ':-D'].map((sign) => [sign, 'filler'] as const),
  ...[':(', ':-('].map((sign) => [sign, 'regret'] as const),
  ['/', 'slash'],
  [';', 'semicolon'],
  ['#', 'label'],
  ['.', 'dot'],
  ['!', 'stop'],
  ['?', 'question'],
  ['>', 'quoted'],
]);
