import { ABSENCES_BY_HEADERS, ABSENCES_BY_WORDS, PRESENT_PERSONS } from './corpus/absences.ts';
import { BROKEN, CHARSETS, LARGE } from './corpus/broken.ts';
import { ENGLISH_REPLIES, GERMAN_REPLIES } from './corpus/replies.ts';
import { BOUNCES, COMPLAINTS, RECEIPTS } from './corpus/reports.ts';
import { MORE_MACHINES, MORE_QUOTES, MORE_WISHES } from './corpus/more-mails.ts';
import type { InboundSample } from './corpus/sample.ts';
import { HIDDEN_QUOTES, INLINE_ANSWERS, LOOKALIKES, SIGNATURES } from './corpus/traps.ts';
import { FORWARDS, NO_PAUSES, NO_STOPS, PAUSES, STOPS } from './corpus/wishes.ts';

/** Mails that therapists and mail systems send us, all of invented people, by what is difficult about them. */
export const CORPUS: Record<string, InboundSample[]> = {
  'replies of German clients': GERMAN_REPLIES,
  'replies of English clients': ENGLISH_REPLIES,
  'answers between quoted lines': INLINE_ANSWERS,
  'quotes that are hard to see': HIDDEN_QUOTES,
  signatures: SIGNATURES,
  'own words that look like a quote': LOOKALIKES,
  'absences by headers': ABSENCES_BY_HEADERS,
  'absences by words': ABSENCES_BY_WORDS,
  'persons who are there': PRESENT_PERSONS,
  bounces: BOUNCES,
  receipts: RECEIPTS,
  complaints: COMPLAINTS,
  forwards: FORWARDS,
  stops: STOPS,
  'no stops': NO_STOPS,
  pauses: PAUSES,
  'no pauses': NO_PAUSES,
  'further quotes': MORE_QUOTES,
  'further machines': MORE_MACHINES,
  'further wishes': MORE_WISHES,
  charsets: CHARSETS,
  'broken mails': BROKEN,
  'large mails': LARGE,
};
