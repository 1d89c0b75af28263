import { apiExamples } from './stories/api-examples.ts';
import { apiMoves } from './stories/api-moves.ts';
import { followUp } from './stories/follow-up.ts';
import { inbound } from './stories/inbound.ts';
import { erasingAtOnce, keeping } from './stories/keeping.ts';
import { records } from './stories/records.ts';
import { sending } from './stories/sending.ts';
import type { Story } from './story.ts';

/** All stories. Whoever adds a function tells what it does in one of them. */
export const STORIES: Record<string, Story> = {
  records,
  sending,
  followUp,
  inbound,
  keeping,
  erasingAtOnce,
  apiExamples,
  apiMoves,
};
