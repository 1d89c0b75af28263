/** Why something that a person or a sibling service asked for is not done. The API's problems carry the same codes. */
export type FaultCode =
  | 'not_found'
  | 'invalid_request'
  | 'illegal_transition'
  | 'precondition_failed'
  | 'idempotency_key_reused'
  | 'contact_frequency_exceeded'
  | 'contact_stopped'
  | 'request_not_available'
  | 'email_full'
  | 'no_address'
  | 'no_phone_number'
  | 'slot_not_available'
  | 'no_slot_available'
  | 'agenda_full'
  | 'too_many_absences'
  | 'too_many_switches'
  | 'not_understood'
  | 'nothing_to_announce'
  | 'unavailable';

/** An expected failure: a code, and ids, instants, states or field names; nothing that people wrote (I8). */
export interface Fault {
  code: FaultCode;
  details?: Record<string, string | number | number[]>;
  /** Fields of the request that are at fault, by their path (`/scheduled_time`), and why. */
  errors?: { field: string; message: string }[];
}
