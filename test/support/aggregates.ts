import type { PlacementRequest } from '../../shared/domain/contact/placement-request.ts';
import type { Email, Entry } from '../../shared/domain/email/email.ts';
import type { PhoneCall } from '../../shared/domain/phone-call/phone-call.ts';
import type { InboundMail } from '../../shared/domain/inbound/inbound-mail.ts';
import type { PooledRequest } from '../../shared/domain/stores/requests.ts';
import type { WorkItem } from '../../shared/domain/work-item.ts';

/** Aggregates that are not stored yet, for tests of the stores; fields that matter are the test's. */

export const NOON = '2026-11-23T12:00:00.000Z';

export function aRequest(id: number, fields: Partial<PlacementRequest> = {}): PlacementRequest {
  return {
    id,
    therapistId: 1,
    patientId: id,
    place: 'pending',
    alive: true,
    registeredOn: '2026-03-01',
    requestedAt: NOON,
    failedMails: 0,
    last: { topic: 'matching-events', partition: 0, offset: id, at: NOON },
    seq: 0,
    version: 0,
    ...fields,
  };
}

export function aPooledRequest(requestId: number, fields: Partial<PooledRequest> = {}): PooledRequest {
  const orderKey = `2026-03-01#${NOON}#${String(requestId).padStart(16, '0')}`;
  return { requestId, therapistId: 1, patientId: requestId, orderKey, ...fields };
}

export function anEmail(id: string, fields: Partial<Email> = {}): Email {
  return {
    id,
    kind: 'initial_contact',
    therapistId: 1,
    state: 'queued',
    recipient: { address: 'praxis@praxis.example', mailboxKey: 'mailbox-1' },
    notBefore: NOON,
    queuedAt: NOON,
    attempt: 0,
    tries: 0,
    answered: false,
    followedUp: false,
    timeline: [{ state: 'queued', at: NOON }],
    createdAt: NOON,
    updatedAt: NOON,
    seq: 0,
    version: 0,
    ...fields,
  };
}

export function anEntry(number: number, fields: Partial<Entry> = {}): Entry {
  const { orderKey } = aPooledRequest(number);
  return {
    number,
    requestId: number,
    patientId: number,
    code: `CODE${number}`,
    orderKey,
    included: true,
    ...fields,
  };
}

export function aCall(id: string, fields: Partial<PhoneCall> = {}): PhoneCall {
  return {
    id,
    therapistIds: [1],
    state: 'scheduled',
    startsAt: '2026-11-30T09:00:00.000Z',
    localDate: '2026-11-30',
    localTime: '10:00',
    timeZone: 'Europe/Berlin',
    durationMinutes: 5,
    bufferMinutes: 0,
    line: 1,
    try: 1,
    emailIds: [],
    phoneNumber: '+49302312345',
    createdAt: NOON,
    updatedAt: NOON,
    seq: 0,
    version: 0,
    ...fields,
  };
}

export function aWorkItem(id: string, fields: Partial<WorkItem> = {}): WorkItem {
  return {
    id,
    reason: 'no_way_to_reach',
    therapistId: 1,
    requestIds: [1],
    status: 'open',
    dueAt: NOON,
    createdAt: NOON,
    updatedAt: NOON,
    version: 0,
    ...fields,
  };
}

export function anInboundMail(id: string, fields: Partial<InboundMail> = {}): InboundMail {
  return {
    id,
    kind: 'reply',
    status: 'triage',
    triageReason: 'no_match',
    subject: 'Anfrage',
    text: 'Guten Tag',
    truncated: false,
    proposals: [],
    unclear: [],
    verdicts: {},
    trust: 'doubtful',
    rawKey: `inbound/${id}`,
    receivedAt: NOON,
    createdAt: NOON,
    updatedAt: NOON,
    version: 0,
    ...fields,
  };
}
