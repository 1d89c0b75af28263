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

/** Words that may stand in a frame beside its own, by what else they leave to be said. */
const COMMON = kinds('filler article i we because on to also patient pronoun they label');
const POLITE = new Set([
  ...COMMON,
  ...kinds('polite please nice you greeting closing mail requests info glad regret more entirely'),
]);
/** Nobody but the therapist does something. */
const OWN = kinds('filler article i we because on to also patient pronoun yes nice please');
/** Nobody does anything. */
const BARE = kinds('filler article patient pronoun they label on to also regret');
/** Not a patient, but the practice. */
const BUSY = kinds('filler article i we because also polite regret entirely greeting');
const ASKING = new Set([...COMMON, ...kinds('please yes nice you polite')]);
const ON_LIST = new Set([
  ...COMMON,
  ...kinds('can comes take toTake put yes nice only place have offer please free possible still you regret'),
]);

const ACCEPTED: Verdict = { says: 'accepted' };
const ACCEPTED_WHOM: Verdict = { says: 'accepted', needsWhom: true };
const REJECTED: Verdict = { says: 'rejected' };
const FULL: Verdict = { says: 'rejected', reason: 'no_capacity' };
const REQUEST: Verdict = { says: 'needs_follow_up', isRequest: true };
const FOLLOW_UP: Verdict = { says: 'needs_follow_up' };
const WELCOME: Verdict = { says: 'welcome' };
const WAITING: Verdict = { says: 'needs_follow_up', reason: 'waiting_list' };

/** `call please|you` */
type Needs<S extends string> = S extends `${infer One}|${infer Other}` ? Needs<`${One} ${Other}`> : Kinds<S>;

/** The words that it needs, other words that it allows, and the ones that may stand beside them. */
function frame<const N extends string, const A extends string = 'filler'>(
  verdict: Verdict,
  needs: N & Needs<N>,
  base: ReadonlySet<TokenKind>,
  also?: A & Kinds<A>,
): Frame {
  const needed = needs.split(' ').map((any) => new Set(any.split('|') as TokenKind[]));
  const words = (also?.split(' ') ?? []) as TokenKind[];
  return {
    verdict,
    needs: needed,
    allows: new Set([...base, ...needed.flatMap((any) => [...any]), ...words]),
  };
}

function because(reason: OutcomeReason): Verdict {
  return { says: 'reason', reason };
}

/** The first frame that takes all the words of a segment is the right one. */
export const FRAMES: Frame[] = [
  frame({ says: 'nothing' }, 'courtesy', POLITE, 'call reach can yes contact when query again'),
  frame({ says: 'regret' }, 'kein|not mail|requests', POLITE, 'further new again'),
  frame({ says: 'regret' }, 'inform', POLITE, 'must can'),
  frame({ says: 'regret' }, 'hope find', POLITE, 'place one later yes can appointment'),
  frame({ says: 'regret' }, 'leaving', POLITE, 'later since at still'),
  frame({ says: 'nothing' }, 'glad', POLITE, 'reach call when query contact still yes appointment'),
  frame({ says: 'nothing' }, 'would help', COMMON, 'yes nice you polite'),

  frame({ says: 'accepted', isWeak: true }, 'yes', COMMON, 'nice please say polite still fine'),
  frame(ACCEPTED, 'agree can', OWN, 'you'),
  frame(ACCEPTED, 'say toEnd', OWN, 'you'),
  frame(ACCEPTED, 'take', OWN, 'toEnd'),
  frame(ACCEPTED, 'toTake can|we', OWN),
  frame(ACCEPTED, 'toTake want i|we', OWN),
  frame(
    { says: 'accepted', isForOne: true },
    'one place have|free|offer',
    OWN,
    'have free offer can still you polite',
  ),
  frame(ACCEPTED, 'place have|free', OWN, 'still you polite'),
  frame(ACCEPTED, 'offer place', OWN, 'can free still you polite'),
  frame(ACCEPTED_WHOM, 'possible|fits|fine', COMMON, 'yes nice please focus'),
  frame(ACCEPTED_WHOM, 'can begin|comes', COMMON, 'yes nice'),
  frame(ACCEPTED, 'kein problem', OWN),
  frame(ACCEPTED, 'intake possible', OWN, 'one'),

  frame(REJECTED, 'no', COMMON, 'regret please polite fullness say must have offer'),
  frame(REJECTED, 'must decline', COMMON, 'regret you fullness polite'),
  frame(REJECTED, 'refuse|say since', COMMON, 'regret'),
  frame(REJECTED, 'must fits', COMMON, 'regret'),
  frame(REJECTED, 'not', BARE),
  frame(REJECTED, 'not can|want i|we', COMMON, 'regret you fullness more'),
  frame(
    REJECTED,
    'not|cannot take|toTake|possible|fits|help|offer|work',
    COMMON,
    'regret can want you fullness more new polite horizon',
  ),
  frame(REJECTED, 'nothing offer', COMMON, 'regret can you polite'),
  frame(REJECTED, 'not considered', COMMON, 'regret comes'),
  frame(FULL, 'not|cannot have place|free', POLITE, 'free new further horizon'),
  frame(FULL, 'nothing free', POLITE, 'have'),
  frame(FULL, 'lacks place', POLITE),
  frame(
    REJECTED,
    'kein|not|cannot intake',
    COMMON,
    'regret possible can have offer one new you polite horizon',
  ),
  frame(FULL, 'kein place', POLITE, 'have free can offer new further fits horizon'),
  frame(FULL, 'none place', POLITE, 'have free can offer one horizon'),
  frame(FULL, 'kein appointment have|free', POLITE),
  frame(FULL, 'full', BUSY, 'all place count free have'),
  frame(
    REJECTED,
    'none',
    COMMON,
    'regret take toTake offer can you more new polite fits possible fullness horizon',
  ),
  frame(REJECTED, 'kein possible|interest|offer', COMMON, 'regret have you can polite'),

  frame({ says: 'rejected', reason: 'wrong_specialty' }, 'not|cannot fits|falls focus', COMMON, 'regret'),
  frame(because('wrong_specialty'), 'kein|not|cannot disorder take|toTake|offer', COMMON, 'regret you can'),
  frame(because('wrong_specialty'), 'not|kein focus', COMMON, 'regret you have'),
  frame(
    because('insurance'),
    'only private',
    COMMON,
    'regret you still take toTake work can have place free offer',
  ),
  frame(because('insurance'), 'kein statutory', COMMON, 'regret you have take toTake can'),
  frame(because('language'), 'kein language', COMMON, 'regret you speak call offer can polite'),
  frame(because('waiting_list'), 'waitlist full|long|kein', COMMON, 'regret you nice entirely have'),
  frame({ says: 'reason' }, 'waiting', COMMON, 'long nice have later quantity one count number at'),

  frame({ ...WAITING, isForOne: true }, 'waitlist one', ON_LIST),
  frame(WAITING, 'waitlist', ON_LIST),
  frame(
    REQUEST,
    'call please|you|question|would',
    ASKING,
    'can would reach contact when later quantity number still one fits until since at query dash',
  ),
  frame(REQUEST, 'reach please|question', ASKING, 'can would contact when still at'),
  frame(REQUEST, 'query', ASKING, 'have call one still would at'),
  frame(REQUEST, 'info please|need', ASKING, 'more further still one at'),
  frame(WELCOME, 'reach|forward can', COMMON, 'yes nice you polite contact call mail'),
  frame(WELCOME, 'forward please', COMMON, 'nice you polite contact'),
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
    'since at would can want have free again earliest one offer quantity when still until',
  ),
  frame(FOLLOW_UP, 'appointment offer|yes|can|have|please', ASKING, 'one still free possible'),

  frame({ says: 'same' }, 'also', BARE),
  frame({ says: 'regret' }, 'regret', POLITE, 'further'),
];
