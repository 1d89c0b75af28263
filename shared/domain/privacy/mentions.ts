import type { Subject, SubjectKind } from './erasure.ts';

/** What may tell that some bytes are about a person. */
export interface Traces {
  subject: Subject;
  /** Requests that are about him alone. */
  requestIds: ReadonlySet<number>;
  /** What the sibling services told of him, as `tellingWords` leaves it. */
  words: string[];
}

/** Fields of the wire that hold the id of a person. */
const ID_FIELDS: Record<SubjectKind, string> = { patient: 'patient_id', therapist: 'therapist_id' };

/** Fields whose values are shared by very many people, or that say nothing of one. */
const SHARED_FIELDS = new Set(['anrede', 'titel', 'geschlecht', 'status', 'startdatum']);

/** Shorter words are anybody's: a diagnosis by its code, a first name. */
const SHORTEST_WORD = 6;

/**
 * What of a person's data is his own and long enough to be found again: texts and numbers at any depth.
 *
 * @param data fields of the wire
 */
export function tellingWords(data: Record<string, unknown>): string[] {
  const own = Object.entries(data).filter(([field]) => !SHARED_FIELDS.has(field));
  const words = own.flatMap(([, value]) => leavesOf(value)).map((word) => word.trim().toLowerCase());
  return [...new Set(words.filter((word) => word.length >= SHORTEST_WORD))];
}

/** What else in people's own words may stand for a person: his id, where it is long enough to be no other number. */
export function idAsWord({ id }: Subject): string[] {
  return String(id).length < SHORTEST_WORD ? [] : [String(id)];
}

/** How deep and how many values of one field are looked at: data are foreign. */
const MOST_LEAVES = 200;

function leavesOf(value: unknown): string[] {
  const leaves: string[] = [];
  const open: unknown[] = [value];
  while (open.length > 0 && leaves.length < MOST_LEAVES) {
    const next = open.pop();
    if (typeof next === 'string') leaves.push(next);
    else if (typeof next === 'object' && next !== null)
      open.push(...Object.values(next as Record<string, unknown>).slice(0, MOST_LEAVES));
  }
  return leaves;
}

/**
 * Whether bytes of any kind are about a person: by his id, or that of one of his requests, in the fields of the wire; by his own
 * words, when they name nobody of his kind. Broken JSON is no obstacle.
 */
export function mentions(bytes: Uint8Array, { subject, requestIds, words }: Traces): boolean {
  const texts = textsOf(bytes);
  const named = new Set(texts.flatMap((text) => [...idsIn(text, ID_FIELDS[subject.kind])]));
  if (named.size > 0) return named.has(subject.id);
  const isHis = (text: string) => [...idsIn(text, 'match_id')].some((id) => requestIds.has(id));
  return texts.some((text) => isHis(text) || mentionsWords(text, words));
}

/** Whether a text has one of the words, whatever their case. */
export function mentionsWords(text: string, words: string[]): boolean {
  const lower = text.toLowerCase();
  return words.some((word) => lower.includes(word));
}

/** The people whom bytes of any kind name in the fields of the wire. */
export function subjectsNamed(bytes: Uint8Array): Subject[] {
  const texts = textsOf(bytes);
  return (Object.keys(ID_FIELDS) as SubjectKind[]).flatMap((kind) =>
    [...new Set(texts.flatMap((text) => [...idsIn(text, ID_FIELDS[kind])]))].map((id) => ({ kind, id })),
  );
}

/** As UTF-8, with escapes read as well, and as UTF-16 when every second byte is empty. */
function textsOf(bytes: Uint8Array): string[] {
  const text = new TextDecoder().decode(bytes);
  const wide = bytes.includes(0) ? [new TextDecoder('utf-16le').decode(bytes)] : [];
  const narrow = bytes.some((byte) => byte > 127) ? [new TextDecoder('windows-1252').decode(bytes)] : [];
  return [text, ...(text.includes('\\') ? [unescaped(text)] : []), ...wide, ...narrow];
}

/** The escapes of JSON strings (RFC 8259 §7), wherever they stand. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\\(["\\/])/g, '$1');
}

/** Numbers that stand behind a field's name, in quotes or not. */
function idsIn(text: string, field: string): Set<number> {
  const found = text.matchAll(
    new RegExp(`${field}["'\\\\]{0,4}\\s{0,20}[:=]\\s{0,20}["'\\\\]{0,4}(\\d{1,16})`, 'g'),
  );
  return new Set([...found].map(([, digits]) => Number(digits)));
}
