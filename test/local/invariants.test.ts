import { describe, expect, it } from '@jest/globals';
import type { Item } from '../../local/dump.ts';
import { checkInvariants, type InvariantName } from '../../local/invariants.ts';
import type { Evidence } from '../../local/invariants/evidence.ts';
import { HOUR_MS } from '../../shared/domain/time.ts';

const SETTINGS = {
  cadence: { intervalMs: 168 * HOUR_MS, marginMs: HOUR_MS / 2 },
  calls: { lines: 2, durationMinutes: 5, bufferMinutes: 5, leadMinutes: 60, horizonDays: 14, maxTries: 3 },
};

describe('checkInvariants', () => {
  it('finds nothing in the evidence of a service that kept them', () => {
    expect(Object.values(checkInvariants(soundEvidence(), SETTINGS)).flat()).toEqual([]);
  });

  it('finds nothing in an empty service', () => {
    const dump = { contacts: [], emails: [], calls: [], outbox: [], runtime: [] };
    const found = checkInvariants({ accepted: [], published: [], dump }, SETTINGS);
    expect(Object.values(found).flat()).toEqual([]);
  });

  it.each<[InvariantName, string, (evidence: Evidence) => void, string]>([
    ['I1', 'a lost request', (given) => void (given.created = [1, 99]), 'request 99'],
    ['I1', 'a pending request without its pool item', (given) => remove(given, POOL_ITEM), 'request 1'],
    ['I1', 'a pool item of a request that is elsewhere', (given) => add(given, pooled(4)), 'request 4'],
    ['I1', 'a pool item without a request', (given) => add(given, pooled(98)), 'request 98'],
    [
      'I1',
      'a pool item with another order key',
      (given) => void (at(given, POOL_ITEM)['sk'] = 'pool#another'),
      'request 1',
    ],
    [
      'I1',
      'a pending request whose therapist is never looked at',
      (given) => delete at(given, CONTACT)['work_at'],
      'request 1',
    ],
    [
      'I1',
      'an email that is not there',
      (given) => void (at(given, request(2))['email_id'] = 'em_0000000000000000000000000z'),
      'request 2',
    ],
    [
      'I1',
      'an email that lost the entry',
      (given) => void (entriesOf(given, 'em_0000000000000000000000000a')[0]!['included'] = false),
      'request 2',
    ],
    [
      'I1',
      'an email that bounced',
      (given) => void (at(given, head('em_0000000000000000000000000a'))['state'] = 'bounced'),
      'request 2',
    ],
    [
      'I1',
      'a confirmation as a place',
      (given) => void (at(given, head('em_0000000000000000000000000a'))['kind'] = 'confirmation'),
      'request 2',
    ],
    [
      'I1',
      'an unanswered email that nobody will follow up',
      (given) => delete at(given, head('em_0000000000000000000000000a'))['follow_up_at'],
      'request 2',
    ],
    [
      'I1',
      'an entry of a queued email whose request is closed',
      (given) => void (at(given, request(8))['place'] = 'closed'),
      'request 8',
    ],
    [
      'I1',
      'a call that lost the entry',
      (given) => void (agendaOf(given)[0]!['included'] = false),
      'request 3',
    ],
    ['I1', 'a call that was canceled', (given) => void (at(given, CALL)['state'] = 'canceled'), 'request 3'],
    [
      'I1',
      'an agenda with a request that was answered',
      (given) => void agendaOf(given).push({ request_id: 5, included: true }),
      'request 5',
    ],
    ['I1', 'a call queue that lost its request', (given) => remove(given, QUEUE_ITEM), 'request 9'],
    [
      'I1',
      'a work item that its request has left',
      (given) => void (at(given, WORK_ITEM)['request_ids'] = []),
      'request 4',
    ],
    [
      'I1',
      'an answer that no entry has',
      (given) => delete entriesOf(given, 'em_0000000000000000000000000c')[0]!['outcome'],
      'request 5',
    ],
    [
      'I1',
      'a pending request whose patient another therapist accepted',
      (given) => Object.assign(at(given, request(6)), { patient_id: 1, accepted: true, last: position(6) }),
      'request 1',
    ],
    [
      'I2',
      'two contact mails of one therapist within a week',
      (given) =>
        accept(given, 'em_0000000000000000000000000c', '2026-11-25T08:00:00.000Z', 'other@praxis.example'),
      'therapist 7',
    ],
    [
      'I2',
      'two contact mails to one mailbox within a week',
      (given) =>
        accept(given, 'em_0000000000000000000000000b', '2026-11-25T08:00:00.000Z', 'Seven@praxis.example.'),
      'mailbox',
    ],
    [
      'I2',
      'a mail of an email that nobody knows',
      (given) =>
        accept(given, 'em_0000000000000000000000000z', '2026-11-24T08:00:00.000Z', 'seven@praxis.example'),
      'mailbox',
    ],
    [
      'I3',
      'a request in two contact emails that count',
      (given) =>
        void entriesOf(given, 'em_0000000000000000000000000d').push({ request_id: 2, included: true }),
      'request 2',
    ],
    [
      'I3',
      'a request that was reopened and is in two emails since',
      (given) => {
        given.reopenedAt = new Map([[2, '2026-11-16T00:00:00.000Z']]);
        entriesOf(given, 'em_0000000000000000000000000d').push({ request_id: 2, included: true });
      },
      'request 2',
    ],
    [
      'I4',
      'an email that SES accepted twice',
      (given) =>
        accept(given, 'em_0000000000000000000000000a', '2026-12-23T08:00:00.000Z', 'seven@praxis.example'),
      'email em_0000000000000000000000000a',
    ],
    [
      'I4',
      'a mail that names no email',
      (given) => void (given.accepted[0]!.tags = { attempt: '1' }),
      'a mail',
    ],
    [
      'I5',
      'a call that has not booked a cell',
      (given) => remove(given, CELLS),
      'call pc_0000000000000000000000000a',
    ],
    [
      'I5',
      'a cell of a call that was canceled',
      (given) => void (at(given, CALL)['state'] = 'canceled'),
      'call pc_0000000000000000000000000a',
    ],
    [
      'I5',
      'overlapping calls of one therapist',
      (given) => addCall(given, { id: 'pc_0000000000000000000000000b', therapist: 8, line: 2 }),
      'therapist 8',
    ],
    [
      'I5',
      'overlapping calls of one line',
      (given) => addCall(given, { id: 'pc_0000000000000000000000000b', therapist: 9, line: 1 }),
      'line 1',
    ],
    [
      'I5',
      'more calls at once than lines',
      (given) => {
        addCall(given, { id: 'pc_0000000000000000000000000b', therapist: 9, line: 2 });
        addCall(given, { id: 'pc_0000000000000000000000000c', therapist: 10, line: 3 });
      },
      'call pc_0000000000000000000000000c',
    ],
    [
      'I6',
      'two calls for one email',
      (given) =>
        addCall(given, {
          id: 'pc_0000000000000000000000000b',
          therapist: 9,
          line: 2,
          emailIds: ['em_0000000000000000000000000b'],
        }),
      'email em_0000000000000000000000000b',
    ],
    [
      'I6',
      'a call that was booked after the answer',
      (given) =>
        addCall(given, {
          id: 'pc_0000000000000000000000000b',
          therapist: 9,
          line: 2,
          emailIds: ['em_0000000000000000000000000c'],
        }),
      'email em_0000000000000000000000000c',
    ],
    [
      'I6',
      'an agenda with an email that was answered',
      (given) => void (at(given, head('em_0000000000000000000000000b'))['answered'] = true),
      'email em_0000000000000000000000000b',
    ],
    [
      'I7',
      'a gap in what was published',
      (given) => void given.published.splice(0, 1),
      'email em_0000000000000000000000000a',
    ],
    [
      'I7',
      'events out of order',
      (given) => void given.published.splice(0, 2, given.published[1]!, given.published[0]!),
      'email em_0000000000000000000000000a',
    ],
    [
      'I7',
      'two events with one number',
      (given) => void (given.published[1] = event('em_0000000000000000000000000a', 1)),
      'email em_0000000000000000000000000a',
    ],
    [
      'I7',
      'a counter that is ahead of what was published',
      (given) => void (at(given, head('em_0000000000000000000000000a'))['seq'] = 3),
      'email em_0000000000000000000000000a',
    ],
    [
      'I7',
      'events of an aggregate that is gone',
      (given) => remove(given, head('em_0000000000000000000000000a')),
      'email em_0000000000000000000000000a',
    ],
    [
      'I7',
      'an event that is not of the contract',
      (given) => void given.published.push({ Detail: '{}' }),
      'published event 5',
    ],
    [
      'I7',
      'a row that waits in the outbox',
      (given) =>
        void given.dump.outbox.push({ pk: 'shard#1', sk: 'call#pc_0000000000000000000000000a#0000000002' }),
      'outbox row call#pc_0000000000000000000000000a#0000000002',
    ],
  ])('%s: finds %s', (name, _what, breakIt, subject) => {
    const evidence = soundEvidence();
    breakIt(evidence);
    const found = checkInvariants(evidence, SETTINGS)[name].map((violation) => violation.subject);
    expect(found).toContainEqual(expect.stringContaining(subject));
  });

  it('I2: lets a recorded override pass, but nothing else', () => {
    const evidence = soundEvidence();
    accept(evidence, 'em_0000000000000000000000000c', '2026-11-25T08:00:00.000Z', 'seven@praxis.example');
    const overriddenAt = { overridden_at: '2026-11-25T07:00:00.000Z' };
    Object.assign(at(evidence, head('em_0000000000000000000000000a')), overriddenAt);
    expect(checkInvariants(evidence, SETTINGS).I2).not.toEqual([]);
    Object.assign(at(evidence, head('em_0000000000000000000000000c')), overriddenAt);
    expect(checkInvariants(evidence, SETTINGS).I2).toEqual([]);
  });

  it('I2: does not count confirmations', () => {
    const evidence = soundEvidence();
    at(evidence, head('em_0000000000000000000000000c'))['kind'] = 'confirmation';
    accept(evidence, 'em_0000000000000000000000000c', '2026-11-23T09:00:00.000Z', 'seven@praxis.example');
    expect(checkInvariants(evidence, SETTINGS).I2).toEqual([]);
  });

  it('I3: does not count what was decided before a request was reopened', () => {
    const evidence = soundEvidence();
    entriesOf(evidence, 'em_0000000000000000000000000d').push({ request_id: 5, included: true });
    expect(checkInvariants(evidence, SETTINGS).I3).not.toEqual([]);
    evidence.reopenedAt = new Map([[5, '2026-11-29T00:00:00.000Z']]);
    expect(checkInvariants(evidence, SETTINGS).I3).toEqual([]);
  });

  it('I7: does not mind a repetition, however late', () => {
    const evidence = soundEvidence();
    evidence.published.push(evidence.published[0]!);
    expect(checkInvariants(evidence, SETTINGS).I7).toEqual([]);
  });

  it('names no address and no date of registration', () => {
    const evidence = soundEvidence();
    remove(evidence, POOL_ITEM);
    accept(evidence, 'em_0000000000000000000000000b', '2026-11-25T08:00:00.000Z', 'seven@praxis.example');
    const text = JSON.stringify(checkInvariants(evidence, SETTINGS));
    expect(text).not.toMatch(/praxis|2026-03-01/);
  });
});

/** Which item of a dump: its keys begin with these. */
type Key = readonly [pk: string, sk: string];

const CONTACT: Key = ['therapist#7', 'contact'];
const POOL_ITEM: Key = ['therapist#7', 'pool#'];
const QUEUE_ITEM: Key = ['therapist#7', 'call#'];
const CALL: Key = ['call#pc_0000000000000000000000000a', 'call'];
const CELLS: Key = ['calendar#line#1', '2026-12-01T09:00'];
const WORK_ITEM: Key = ['work-item#wi_a', ''];
const request = (id: number): Key => [`request#${id}`, 'request'];
const head = (id: string): Key => [`email#${id}`, 'head'];

function matches([pk, sk]: Key) {
  return (item: Item) => String(item['pk']) === pk && String(item['sk']).startsWith(sk);
}

function at({ dump }: Evidence, key: Key): Item {
  return Object.values(dump).flat().find(matches(key))!;
}

function remove({ dump }: Evidence, key: Key): void {
  for (const items of Object.values(dump)) {
    const index = items.findIndex(matches(key));
    if (index >= 0) items.splice(index, 1);
  }
}

function add({ dump }: Evidence, item: Item): void {
  dump.contacts.push(item);
}

function entriesOf(evidence: Evidence, emailId: string): Item[] {
  return at(evidence, [`email#${emailId}`, 'entries'])['list'] as Item[];
}

function agendaOf(evidence: Evidence): Item[] {
  return at(evidence, ['call#pc_0000000000000000000000000a', 'entries'])['list'] as Item[];
}

function accept({ accepted }: Evidence, email_id: string, at: string, address: string): void {
  accepted.push({ at, to: [address], tags: { email_id, attempt: '1' } });
}

function addCall(
  { dump }: Evidence,
  call: { id: string; therapist: number; line: number; emailIds?: string[] },
): void {
  const { id, therapist, line, emailIds = [] } = call;
  dump.calls.push({
    ...callItem,
    pk: `call#${id}`,
    id,
    therapist_ids: [therapist],
    line,
    email_ids: emailIds,
  });
}

const orderKey = (id: number) => `2026-03-01#2026-11-22T10:00:00.000Z#${id}`;

const pooled = (id: number): Item => ({ pk: 'therapist#7', sk: `pool#${orderKey(id)}`, request_id: id });

const position = (offset: number) => ({
  topic: 'matching-events',
  partition: 0,
  offset,
  at: '2026-11-22T10:00:00.000Z',
});

const requestItem = (id: number, place: string, more: Item = {}): Item => ({
  pk: `request#${id}`,
  sk: 'request',
  id,
  therapist_id: 7,
  patient_id: id,
  place,
  last: position(id),
  order_key: orderKey(id),
  seq: 0,
  ...more,
});

const emailItems = (id: string, fields: Item, entry: Item): Item[] => [
  {
    pk: `email#${id}`,
    sk: 'head',
    id,
    kind: 'batch_request',
    therapist_id: 7,
    queued_at: '2026-11-23T00:00:00.000Z',
    answered: false,
    seq: 0,
    ...fields,
  },
  { pk: `email#${id}`, sk: 'entries', list: [{ included: true, ...entry }] },
];

const callItem: Item = {
  pk: 'call#pc_0000000000000000000000000a',
  sk: 'call',
  id: 'pc_0000000000000000000000000a',
  state: 'scheduled',
  therapist_ids: [8],
  line: 1,
  starts_at: '2026-12-01T09:00:00.000Z',
  duration_minutes: 5,
  buffer_minutes: 5,
  email_ids: ['em_0000000000000000000000000b'],
  created_at: '2026-11-30T09:00:00.000Z',
  seq: 1,
};

const cellItems = (of: string): Item[] =>
  ['08:55', '09:00', '09:05'].map((time) => ({
    pk: `calendar#${of}`,
    sk: `2026-12-01T${time}:00.000Z`,
    call_id: 'pc_0000000000000000000000000a',
  }));

/** What each event says of its email or call beside the id (CONTRACT §4). */
const DETAILS: Record<string, object> = {
  'communication.email_created': { kind: 'batch_request', status: 'queued' },
  'communication.email_sent': { kind: 'batch_request' },
  'communication.email_answered': { outcomes: [] },
  'communication.call_scheduled': { starts_at: '2026-12-01T09:00:00.000Z' },
};

function event(emailId: string, seq: number, eventType = 'communication.email_sent') {
  return published(eventType, { email_id: emailId }, seq);
}

function published(eventType: string, payload: object, seq: number) {
  const envelope = {
    eventId: `ev_${JSON.stringify(payload)}_${seq}_${eventType}`,
    eventType,
    version: '1.0',
    timestamp: '2026-11-28T08:00:00.000Z',
    producer: 'communication-service',
    seq,
    payload: { ...payload, therapist_id: 1, placement_request_ids: [], ...DETAILS[eventType] },
  };
  return { Detail: JSON.stringify(envelope) };
}

/** Every place, mail, call and event that the invariants speak of, each as it should be. */
function soundEvidence(): Evidence {
  const evidence: Evidence = {
    accepted: [],
    published: [
      event('em_0000000000000000000000000a', 1, 'communication.email_created'),
      event('em_0000000000000000000000000a', 2),
      event('em_0000000000000000000000000c', 1, 'communication.email_answered'),
      published('communication.call_scheduled', { phone_call_id: 'pc_0000000000000000000000000a' }, 1),
    ],
    created: [1, 2, 3, 4, 5, 6, 8, 9],
    dump: {
      contacts: [
        { pk: 'therapist#7', sk: 'contact', therapist_id: 7, work_at: '2026-11-30T00:00:00.000Z' },
        pooled(1),
        { ...pooled(9), sk: `call#${orderKey(9)}` },
        requestItem(1, 'pending'),
        requestItem(2, 'contact_email', { email_id: 'em_0000000000000000000000000a' }),
        requestItem(3, 'call', {
          email_id: 'em_0000000000000000000000000b',
          call_id: 'pc_0000000000000000000000000a',
        }),
        requestItem(4, 'work_item', { work_item_id: 'wi_a' }),
        requestItem(5, 'answered', { email_id: 'em_0000000000000000000000000c' }),
        requestItem(6, 'closed'),
        requestItem(8, 'contact_email', { email_id: 'em_0000000000000000000000000d' }),
        requestItem(9, 'call'),
        { ...requestItem(10, 'closed'), therapist_id: undefined },
      ],
      emails: [
        ...emailItems(
          'em_0000000000000000000000000a',
          { state: 'delivered', follow_up_at: '2026-11-30T08:00:00.000Z', seq: 2 },
          { request_id: 2 },
        ),
        ...emailItems('em_0000000000000000000000000b', { state: 'sent', therapist_id: 8 }, { request_id: 3 }),
        ...emailItems(
          'em_0000000000000000000000000c',
          { state: 'sent', answered: true, seq: 1 },
          { request_id: 5, outcome: 'accepted' },
        ),
        ...emailItems(
          'em_0000000000000000000000000d',
          { state: 'queued', queued_at: '2026-11-30T00:00:00.000Z' },
          { request_id: 8 },
        ),
      ],
      calls: [
        { ...callItem },
        {
          pk: 'call#pc_0000000000000000000000000a',
          sk: 'entries',
          list: [{ request_id: 3, email_id: 'em_0000000000000000000000000b', included: true }],
        },
        ...cellItems('therapist#8'),
        ...cellItems('line#1'),
      ],
      outbox: [],
      runtime: [
        {
          pk: 'work-item#wi_a',
          sk: 'work-item',
          id: 'wi_a',
          reason: 'needs_follow_up',
          status: 'open',
          request_ids: [4],
        },
      ],
    },
  };
  accept(evidence, 'em_0000000000000000000000000a', '2026-11-23T08:00:00.000Z', 'seven@praxis.example');
  return evidence;
}
