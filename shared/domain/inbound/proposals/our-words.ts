import { folded } from './tokens.ts';

/** Beginnings of what our own emails say around their examples of an answer (`how_to_answer`). */
const OURS = ['Antworten Sie einfach auf diese E-Mail', 'Simply reply to this email'].map(folded);

/** Whether a text holds our own email, whose examples (`7K3QF: ja`) are nobody's answer. */
export function saysOurWords(text: string): boolean {
  const letters = folded(text).replaceAll(/\s+/gu, '');
  return OURS.some((words) => letters.includes(words.replaceAll(/\s+/gu, '')));
}
