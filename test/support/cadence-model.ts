import {
  canContactTherapist,
  canOverrideCadence,
} from '../../shared/domain/contact/can-contact-therapist.ts';
import { newContact, newMailbox } from '../../shared/domain/contact/contact.ts';
import {
  CADENCE_MARGIN_MS,
  claim,
  claimEarly,
  giveBack,
  newGuard,
  nextOpening,
  raise,
  reserve,
  unclaim,
  type Guard,
} from '../../shared/domain/contact/guard.ts';
import { HOUR_MS, plus, type Instant } from '../../shared/domain/time.ts';

/** What becomes of a claimed mail. Of a lost one only SES knows whether it was accepted. */
export type Fate = 'accepted' | 'not_now' | 'rejected' | 'lost_but_accepted' | 'lost';

/** What a process wants to do; a number picks one of the mails that it can be done to, newest first. */
export type Intent =
  | { what: 'reserve' | 'override' | 'call'; therapist: number }
  | { what: 'claim'; pick: number; fate: Fate }
  | { what: 'settle' | 'cancel' | 'prove'; pick: number };

/** A contact mail of the model. */
export interface ModelMail {
  id: string;
  therapist: number;
  state: 'queued' | 'sending' | 'ended';
  /** A recorded override lets it leave before the guards open. */
  override: boolean;
  fate?: Fate;
  acceptedAt?: Instant;
}

/** The guards of one mail: its therapist's and the mailbox's. */
type Turn = [own: Guard, shared: Guard];

/** A decision on what was read: new guards, and what they mean for the mails once they are written. */
interface Decision {
  therapist: number;
  turn: Turn;
  then: (now: Instant) => void;
}

const cadence = { intervalMs: 168 * HOUR_MS, marginMs: CADENCE_MARGIN_MS };
const MAILBOX = 'mailbox';

const CAN_BE_DONE_TO = {
  claim: ['queued'],
  cancel: ['queued'],
  settle: ['sending'],
  prove: ['queued', 'sending', 'ended'],
} as const satisfies Record<string, ModelMail['state'][]>;

/**
 * Two therapists of one mailbox, and processes that read both guards, decide with the domain's functions, and write
 * later, if nobody wrote since: the send protocol without its stores.
 */
export function createCadenceModel() {
  const guards = new Map<number | string, { guard: Guard; version: number }>();
  const mails: ModelMail[] = [];
  const stored = (key: number | string) => guards.get(key) ?? { guard: newGuard(), version: 0 };
  const turnOf = (therapist: number): Turn => [stored(therapist).guard, stored(MAILBOX).guard];

  function decide(intent: Intent, now: Instant): Decision | undefined {
    if ('therapist' in intent)
      return intent.what === 'call' ? decideAfterCall(intent.therapist, now) : decideReservation(intent, now);
    const states: readonly string[] = CAN_BE_DONE_TO[intent.what];
    const mail = mails.filter(({ state }) => states.includes(state)).at(-1 - intent.pick);
    if (!mail) return undefined;
    const decided = decideOn(mail, intent, now);
    return decided && { therapist: mail.therapist, ...decided };
  }

  function decideAfterCall(therapist: number, now: Instant): Decision {
    const [own, shared] = turnOf(therapist);
    return { therapist, turn: [raise(own, plus(now, cadence.intervalMs)), shared], then: () => undefined };
  }

  function decideReservation(
    { what, therapist }: { what: string; therapist: number },
    now: Instant,
  ): Decision | undefined {
    const override = what === 'override';
    const decide = override ? canOverrideCadence : canContactTherapist;
    const [own, shared] = turnOf(therapist);
    const contact = { ...newContact(therapist), guard: own };
    if (!decide(contact, { ...newMailbox(MAILBOX), guard: shared }, now).allowed) return undefined;
    const id = `em_${mails.length}_${now}`;
    const then = () => void mails.push({ id, therapist, state: 'queued', override });
    return { therapist, turn: [reserve(own, id), reserve(shared, id)], then };
  }

  function decideOn(
    mail: ModelMail,
    intent: Exclude<Intent, { therapist: number }>,
    now: Instant,
  ): Omit<Decision, 'therapist'> | undefined {
    const [own, shared] = turnOf(mail.therapist);
    const change = (by: (guard: Guard) => Guard): Turn => [by(own), by(shared)];
    const become = (state: ModelMail['state']) => () => void (mail.state = state);
    switch (intent.what) {
      case 'claim': {
        const take = mail.override ? claimEarly : claim;
        const [ownClaimed, sharedClaimed] = [own, shared].map((guard) => take(guard, mail.id, now, cadence));
        if (!ownClaimed || !sharedClaimed) return undefined;
        return { turn: [ownClaimed, sharedClaimed], then: (at) => send(mail, intent.fate, at) };
      }
      case 'cancel':
        return { turn: change((guard) => giveBack(guard, mail.id)), then: become('ended') };
      case 'settle':
        if (mail.fate === 'not_now')
          return { turn: change((guard) => unclaim(guard, mail.id)), then: become('queued') };
        if (mail.fate === 'rejected')
          return { turn: change((guard) => giveBack(guard, mail.id)), then: become('ended') };
        return { turn: [own, shared], then: become('ended') };
      case 'prove': {
        const { acceptedAt } = mail;
        if (acceptedAt === undefined) return undefined;
        return {
          turn: change((guard) => raise(guard, nextOpening(acceptedAt, cadence))),
          then: () => undefined,
        };
      }
    }
  }

  return {
    mails,

    /** Reads and decides at a process's own time; the result writes at the true time, unless somebody else did since. */
    begin(intent: Intent, now: Instant): ((trueTime: Instant) => void) | undefined {
      const decision = decide(intent, now);
      if (!decision) return undefined;
      const keys = [decision.therapist, MAILBOX];
      const read = keys.map((key) => stored(key).version);
      return (trueTime) => {
        if (keys.some((key, index) => stored(key).version !== read[index])) return;
        keys.forEach((key, index) => {
          guards.set(key, { guard: decision.turn[index] ?? newGuard(), version: (read[index] ?? 0) + 1 });
        });
        decision.then(trueTime);
      };
    },
  };
}

function send(mail: ModelMail, fate: Fate, at: Instant): void {
  mail.state = 'sending';
  mail.fate = fate;
  if (fate === 'accepted' || fate === 'lost_but_accepted') mail.acceptedAt = at;
}
