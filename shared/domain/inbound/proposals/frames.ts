import type { OutcomeReason } from '../../email/email.ts';
import { kinds, type Kinds, type TokenKind } from './kinds.ts';
import type { Verdict } from './verdicts.ts';

/** Words that say something together, in whatever order German puts them. */
export interface Frame {
  verdict: Verdict;
  /** Of each of these something has to be there. */
  needs: ReadonlySet<TokenKind>[];
  /** Nothing else may be there. */
  allows: ReadonlySet<TokenKind>;
}

function all(...sets: ReadonlySet<TokenKind>[]): ReadonlySet<TokenKind> {
  return new Set(sets.flatMap((set) => [...set]));
}

/** Words that may stand in a frame beside its own, by what it is about. */
const COMMON = kinds('filler article i we because on to also patient pronoun they label practice');
const POLITE = all(
  COMMON,
  kinds('polite thanks please nice greeting closing mail requests info glad regret adverb'),
);
/** Nobody but the therapist does something. */
const OWN = kinds('filler article i we because on to also patient pronoun practice yes nice please');
const REFUSING = all(COMMON, kinds('regret adverb'));
/** Nobody does anything. */
const BARE = kinds('filler article patient pronoun they label practice on to also regret');
/** Not a patient, but the practice. */
const BUSY = kinds('filler article i we because also practice adverb regret entirely greeting');
const ASKING = all(COMMON, kinds('please yes nice you polite adverb'));
const ON_LIST = all(
  COMMON,
  kinds('can comes take toTake put yes nice only place have offer please free possible still you regret'),
);

const NOTHING: Verdict = { says: 'nothing' };
const REGRET: Verdict = { says: 'regret' };
const ACCEPTED: Verdict = { says: 'accepted' };
const ACCEPTED_WHOM: Verdict = { says: 'accepted', needsWhom: true };
const REJECTED: Verdict = { says: 'rejected' };
const FULL: Verdict = { says: 'rejected', reason: 'no_capacity' };
const REQUEST: Verdict = { says: 'needs_follow_up', isRequest: true };
const FOLLOW_UP: Verdict = { says: 'needs_follow_up' };
const WAITING: Verdict = { says: 'needs_follow_up', reason: 'waiting_list' };
const WELCOME: Verdict = { says: 'welcome' };

function because(reason: OutcomeReason): Verdict {
  return { says: 'reason', reason };
}

/** `call please|you` */
type Needs<S extends string> = S extends `${infer One}|${infer Other}` ? Needs<`${One} ${Other}`> : Kinds<S>;

/** The words that it needs, the ones that may stand beside them, and other words that it allows. */
function frame<const N extends string, const A extends string = 'filler'>(
  verdict: Verdict,
  needs: N & Needs<N>,
  beside: ReadonlySet<TokenKind>,
  also?: A & Kinds<A>,
): Frame {
  const needed = needs.split(' ').map((any) => new Set(any.split('|') as TokenKind[]));
  const allowed = new Set((also?.split(' ') ?? []) as TokenKind[]);
  return { verdict, needs: needed, allows: all(beside, ...needed, allowed) };
}

/** The first frame that takes all the words of a segment is the right one. */
export const FRAMES: Frame[] = [
  frame(NOTHING, 'courtesy', POLITE, 'you call reach can yes contact when query again'),
  frame(NOTHING, 'would help', COMMON, 'yes nice you polite'),
  frame(NOTHING, 'glad', POLITE, 'you reach call when query contact still yes appointment would one'),
  frame(NOTHING, 'thanks', POLITE, 'you unknown when later quantity at interest one still again since'),
  frame(NOTHING, 'hope polite', POLITE, 'you'),
  frame(NOTHING, 'interest practice|mail|requests', POLITE),
  frame({ says: 'aside' }, 'received have', POLITE, 'you when'),
  frame(REGRET, 'kein|not mail|requests', POLITE, 'you further more new again'),
  frame(REGRET, 'inform', POLITE, 'you must can'),
  frame(REGRET, 'hope find', POLITE, 'you place one later yes can appointment'),
  frame(REGRET, 'leaving', POLITE, 'later since at still'),

  frame({ says: 'accepted', isWeak: true }, 'yes', COMMON, 'nice please say polite thanks still fine'),
  frame(ACCEPTED, 'agree can', OWN),
  frame(ACCEPTED, 'say toEnd', OWN),
  frame(ACCEPTED, 'take', OWN, 'toEnd'),
  frame(ACCEPTED, 'toTake can|we', OWN),
  frame(ACCEPTED, 'toTake want i|we', OWN),
  frame(
    { says: 'accepted', isForOne: true },
    'one place have|free|offer',
    OWN,
    'have free offer can still polite',
  ),
  frame(ACCEPTED, 'place have|free', OWN, 'still polite'),
  frame(ACCEPTED, 'offer place', OWN, 'can free still polite'),
  frame(ACCEPTED, 'intake possible', OWN, 'one'),
  frame(ACCEPTED, 'kein problem', OWN),
  frame(ACCEPTED_WHOM, 'possible|fits|fine', COMMON, 'yes nice please focus'),
  frame(ACCEPTED_WHOM, 'can begin|comes', COMMON, 'yes nice'),

  frame(REJECTED, 'no', REFUSING, 'please polite thanks fullness say must have offer'),
  frame(REJECTED, 'must decline', REFUSING, 'you fullness polite'),
  frame(REJECTED, 'refuse|say since', REFUSING),
  frame(REJECTED, 'must fits', REFUSING),
  frame(REJECTED, 'not', BARE),
  frame(REJECTED, 'not can|want i|we', REFUSING, 'fullness more'),
  frame(
    REJECTED,
    'not|cannot take|toTake|possible|fits|help|offer|work',
    REFUSING,
    'can want you fullness more new polite horizon',
  ),
  frame(REJECTED, 'nothing offer', REFUSING, 'can polite'),
  frame(REJECTED, 'not considered', REFUSING, 'comes'),
  frame(REJECTED, 'not interest', REFUSING),
  frame(REJECTED, 'none', REFUSING, 'take toTake offer can more new polite fits possible fullness horizon'),
  frame(REJECTED, 'kein|not|cannot intake', REFUSING, 'possible can have offer one new polite horizon'),
  frame(REJECTED, 'kein possible|interest|offer', REFUSING, 'have can polite'),
  frame(FULL, 'not|cannot have place|free', POLITE, 'free new further more horizon'),
  frame(FULL, 'nothing free', POLITE, 'have more'),
  frame(FULL, 'kein place', POLITE, 'have free can offer new further more entirely fits horizon'),
  frame(FULL, 'none place', POLITE, 'have free can offer one more horizon'),
  frame(FULL, 'kein appointment have|free', POLITE, 'more'),
  frame(FULL, 'lacks place', POLITE),
  frame(FULL, 'full', BUSY, 'all place count free have'),
  frame({ says: 'rejected', reason: 'wrong_specialty' }, 'not|cannot fits|falls focus', REFUSING),

  frame(because('wrong_specialty'), 'kein|not|cannot disorder take|toTake|offer', REFUSING, 'can'),
  frame(because('wrong_specialty'), 'not|kein focus', REFUSING, 'have'),
  frame(because('wrong_specialty'), 'not|cannot qualified', REFUSING, 'disorder focus have'),
  frame(because('insurance'), 'private', REFUSING, 'only still take toTake work can have place free offer'),
  frame(because('insurance'), 'kein statutory', REFUSING, 'have take toTake can'),
  frame(because('language'), 'kein language', REFUSING, 'speak call offer can polite'),
  frame(because('waiting_list'), 'waitlist full|long|kein', REFUSING, 'nice entirely have'),
  frame({ says: 'reason' }, 'waiting', REFUSING, 'long nice have later quantity one count number at'),

  frame({ ...WAITING, isForOne: true }, 'waitlist one', ON_LIST),
  frame(WAITING, 'waitlist', ON_LIST),
  frame(
    REQUEST,
    'call please|you|question|would',
    ASKING,
    'back can would reach contact when later quantity number still one fits until since at query dash',
  ),
  frame(REQUEST, 'reach please|question', ASKING, 'can would contact when still at'),
  frame(REQUEST, 'query', ASKING, 'have call one still would at'),
  frame(REQUEST, 'info please|need', ASKING, 'more further still one at'),
  frame(WELCOME, 'reach|forward can', COMMON, 'yes nice you polite contact call mail'),
  frame(WELCOME, 'forward please', COMMON, 'nice you polite contact'),
  frame(WELCOME, 'please offer you', COMMON, 'polite contact mail'),
  frame(
    WELCOME,
    'appointment when',
    COMMON,
    'have possible would can nice at quantity free since until still',
  ),
  frame(
    FOLLOW_UP,
    'later|horizon place|toTake|take|possible|yes|fits',
    ASKING,
    'since at would can want becomes have free again earliest one offer quantity when still until',
  ),
  frame(FOLLOW_UP, 'appointment offer|yes|can|have|please', ASKING, 'one still free possible at'),

  frame({ says: 'same' }, 'also', BARE),
  frame(REGRET, 'regret', POLITE, 'you further'),
];
