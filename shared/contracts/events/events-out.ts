import { z } from 'zod';
import type { EventType } from '../../domain/events.ts';
import { callId } from '../http/phone-call-resource.ts';
import { emailId } from '../http/fields.ts';
import { communicationEvent } from './communication-event.ts';
import { siblingId } from './envelope.ts';

const instant = z.iso.datetime({ precision: 3 });
const code = z.string().regex(/^[a-z]+(_[a-z]+)*$/);
const kind = z.enum(['initial_contact', 'batch_request', 'follow_up', 'confirmation', 'custom']);
const outcome = z.enum(['accepted', 'rejected', 'needs_follow_up']);
const outcomes = z.array(z.strictObject({ placement_request_id: siblingId, outcome }));
const reason = code.describe('A code; there may be more of them at any time.');

/** Whom and what every event is about. */
const about = {
  therapist_id: siblingId,
  placement_request_ids: z.array(siblingId),
  announced: z
    .literal(true)
    .optional()
    .describe('No news: the present state, published again because somebody asked for it.'),
};
const aboutEmail = { email_id: emailId, ...about };
const aboutCall = { phone_call_id: callId, ...about, starts_at: instant };
const aboutRequest = { ...about, placement_request_ids: z.array(siblingId).length(1) };

/** One kind of event that this service tells. */
export interface EventOut {
  /** Major version. */
  version: number;
  description: string;
  payload: z.ZodObject;
}

/**
 * What each event of `communication-events` says (CONTRACT §4): ids, states and codes, exactly these. An event that breaks
 * this is published all the same, because a gap would be worse than a surprise; no test lets one pass.
 */
export const EVENTS_OUT: Record<EventType, EventOut> = {
  'communication.email_created': {
    version: 1,
    description: 'An email was made: a draft, or queued to be sent.',
    payload: z.strictObject({
      ...aboutEmail,
      kind,
      status: z.enum(['draft', 'queued', 'sending', 'unknown']),
    }),
  },
  'communication.email_sent': {
    version: 1,
    description: 'SES accepted the email.',
    payload: z.strictObject({ ...aboutEmail, kind }),
  },
  'communication.email_failed': {
    version: 1,
    description: 'SES refused the email for good; its requests wait again.',
    payload: z.strictObject({ ...aboutEmail, reason }),
  },
  'communication.email_canceled': {
    version: 1,
    description: 'The email was canceled before it left; its requests wait again.',
    payload: z.strictObject({ ...aboutEmail, reason }),
  },
  'communication.email_unresolved': {
    version: 1,
    description: 'Nobody found out in time whether the email left; its requests wait again.',
    payload: z.strictObject({ ...aboutEmail, reason }),
  },
  'communication.email_bounced': {
    version: 1,
    description: 'The email did not reach its address, or somebody complained about it.',
    payload: z.strictObject({ ...aboutEmail, permanent: z.boolean() }),
  },
  'communication.email_answered': {
    version: 1,
    description: 'The therapist answered the email, or the answer was corrected.',
    payload: z.strictObject({ ...aboutEmail, outcomes }),
  },
  'communication.call_scheduled': {
    version: 1,
    description: 'A phone call was booked, or moved.',
    payload: z.strictObject(aboutCall),
  },
  'communication.call_completed': {
    version: 1,
    description: 'The phone call was made.',
    payload: z.strictObject({ ...aboutCall, outcomes }),
  },
  'communication.call_canceled': {
    version: 1,
    description: 'The phone call will not be made.',
    payload: z.strictObject(aboutCall),
  },
  'communication.placement_answered': {
    version: 1,
    description: 'The therapist decided about a placement request, or the decision was corrected.',
    payload: z.strictObject({
      ...aboutRequest,
      outcome,
      reason: reason.nullable(),
      source: z.enum(['email', 'call', 'api']),
    }),
  },
  'communication.placement_withdrawn': {
    version: 1,
    description: 'A placement request left its email or call, because it was closed.',
    payload: z.strictObject({ ...aboutRequest, reason }),
  },
  'communication.therapist_objected': {
    version: 1,
    description: 'The therapist wants no further contact, neither mail nor calls.',
    payload: z.strictObject({
      therapist_id: siblingId,
      channel: z.enum(['all', 'email']),
      source: code,
      announced: about.announced,
    }),
  },
  'communication.work_item_opened': {
    version: 1,
    description: 'A placement request waits for staff.',
    payload: z.strictObject({ ...aboutRequest, reason, due_at: instant }),
  },
};

/** An event of one type as it stands on the wire, envelope and all. */
export function eventOutSchema(type: EventType): z.ZodObject {
  return z.strictObject({
    ...communicationEvent.shape,
    eventType: z.literal(type),
    payload: EVENTS_OUT[type].payload,
  });
}
