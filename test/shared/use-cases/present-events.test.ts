import { describe, expect, it } from '@jest/globals';
import { toEnvelope } from '../../../shared/contracts/events/communication-event.ts';
import { eventOutSchema } from '../../../shared/contracts/events/events-out.ts';
import type { PlacementRequest } from '../../../shared/domain/contact/placement-request.ts';
import type { Email } from '../../../shared/domain/email/email.ts';
import type { AggregateKind, OutboxEvent } from '../../../shared/domain/events.ts';
import type { PhoneCall } from '../../../shared/domain/phone-call/phone-call.ts';
import type { Write } from '../../../shared/domain/stores/unit-of-work.ts';
import { beginChanges } from '../../../shared/use-cases/changes.ts';
import { presentEvents } from '../../../shared/use-cases/present-events.ts';
import { aCall, anEmail, anEntry, aRequest, aWorkItem, NOON } from '../../support/aggregates.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const EMAIL = 'em_00000000000000000000000001';
const CALL = 'pc_00000000000000000000000001';
const LATER = '2026-11-23T13:00:00.000Z';

const save = async (...writes: Write[]) => {
  expect(await world.service.store.commit(writes)).toEqual({ ok: true });
};

/** Types and payloads of what would be announced; each has to be an event of the contract. */
async function told(kind: AggregateKind, id: string | number) {
  const { store, ids } = world.service;
  const present = await presentEvents(beginChanges(store, ids), { kind, id: String(id) });
  return present?.events.map(({ type, payload }) => {
    const event: OutboxEvent = {
      id: 'ev_1',
      type,
      payload,
      seq: 1,
      at: NOON,
      aggregate: { kind, id: String(id) },
    };
    const onTheWire = JSON.parse(JSON.stringify(toEnvelope(event))) as object;
    expect(eventOutSchema(type).safeParse(onTheWire).error?.issues).toBeUndefined();
    expect(payload).toMatchObject({ announced: true });
    return [type.replace('communication.', ''), payload] as const;
  });
}
const typesOf = async (kind: AggregateKind, id: string | number) =>
  (await told(kind, id))?.map(([type]) => type);

describe('what is announced of an email', () => {
  it.each<[Email['state'], string]>([
    ['draft', 'email_created'],
    ['queued', 'email_created'],
    ['sending', 'email_created'],
    ['unknown', 'email_created'],
    ['sent', 'email_sent'],
    ['delivered', 'email_sent'],
    ['bounced', 'email_bounced'],
    ['complained', 'email_bounced'],
    ['failed', 'email_failed'],
    ['canceled', 'email_canceled'],
    ['unresolved', 'email_unresolved'],
  ])('%s is %s, with its answer', async (state, type) => {
    const { saveEmail, saveEntries } = world.service.store;
    const timeline = [{ state, at: NOON, reason: 'rejected' as const }];
    const entries = [anEntry(1, { outcome: 'accepted' }), anEntry(2, { included: false }), anEntry(3)];
    await save(saveEmail(anEmail(EMAIL, { state, timeline, answered: true })), saveEntries(EMAIL, entries));
    expect(await told('email', EMAIL)).toMatchObject([
      [type, { email_id: EMAIL, therapist_id: 1, placement_request_ids: [1, 3] }],
      ['email_answered', { outcomes: [{ placement_request_id: 1, outcome: 'accepted' }] }],
    ]);
  });

  it('is no answer where there is none', async () => {
    const { saveEmail, saveEntries } = world.service.store;
    await save(saveEmail(anEmail(EMAIL, { state: 'sent' })), saveEntries(EMAIL, [anEntry(1)]));
    expect(await typesOf('email', EMAIL)).toEqual(['email_sent']);
  });
});

const entryOf = (requestId: number, fields: object = {}) => ({
  ...anEntry(requestId, fields),
  therapistId: 1,
});
const saveCall = (fields: Partial<PhoneCall>, entry: object = {}) => {
  const { store } = world.service;
  const call = aCall(CALL, fields);
  return save(...store.saveCall(call), store.saveCallEntries(CALL, [entryOf(1, entry)]));
};

it.each<[PhoneCall['state'], string[]]>([
  ['scheduled', ['call_scheduled']],
  ['completed', ['call_completed']],
  ['canceled', ['call_canceled']],
  ['failed', []],
])('what is announced of a %s call is %j', async (state, types) => {
  await saveCall({ state }, { outcome: 'rejected' });
  expect(await typesOf('call', CALL)).toEqual(types);
});

describe('what is announced of a request', () => {
  const saveRequest = (fields: Partial<PlacementRequest>) =>
    save(world.service.store.saveRequest(aRequest(1, fields)));
  const saveMail = async (entry: object) => {
    const { saveEmail, saveEntries } = world.service.store;
    await save(saveEmail(anEmail(EMAIL, { state: 'sent' })), saveEntries(EMAIL, [anEntry(1, entry)]));
  };

  it.each<PlacementRequest['place']>(['pending', 'contact_email', 'call', 'closed', 'erased'])(
    'that is %s and was decided nowhere is nothing',
    async (place) => {
      await saveRequest({ place });
      expect(await told('request', 1)).toEqual([]);
    },
  );

  it('that was answered is the decision, of its email or of its call, whichever was later', async () => {
    await saveMail({ outcome: 'rejected', reason: 'no_capacity', decidedAt: NOON });
    await saveRequest({ place: 'answered', emailId: EMAIL, callId: CALL });
    const byMail = { outcome: 'rejected', reason: 'no_capacity', source: 'email' };
    expect(await told('request', 1)).toMatchObject([['placement_answered', byMail]]);
    await saveCall({ state: 'completed', updatedAt: LATER }, { outcome: 'accepted' });
    const byCall = { outcome: 'accepted', reason: null, source: 'call' };
    expect(await told('request', 1)).toMatchObject([['placement_answered', byCall]]);
  });

  it('that waits again is no old decision', async () => {
    await saveMail({ outcome: 'rejected', decidedAt: NOON });
    await saveRequest({ place: 'pending', emailId: EMAIL });
    expect(await told('request', 1)).toEqual([]);
  });

  it('that waits for staff is its work item, behind the decision that led to it', async () => {
    await saveMail({ outcome: 'needs_follow_up', decidedAt: NOON });
    const item = aWorkItem('wi_00000000000000000000000001', { reason: 'needs_follow_up', dueAt: LATER });
    await save(world.service.store.saveWorkItem(item));
    await saveRequest({ place: 'work_item', emailId: EMAIL, workItemId: item.id });
    expect(await told('request', 1)).toMatchObject([
      ['placement_answered', { outcome: 'needs_follow_up' }],
      ['work_item_opened', { reason: 'needs_follow_up', due_at: LATER }],
    ]);
  });

  it.each([
    [undefined, 'closed'],
    [{ topic: 'matching-events', at: LATER }, 'placed_elsewhere'],
  ])('that was closed in its email is its withdrawal', async (placedElsewhere, reason) => {
    await saveMail({ included: false });
    await saveRequest({ place: 'closed', emailId: EMAIL, ...(placedElsewhere && { placedElsewhere }) });
    expect(await told('request', 1)).toMatchObject([['placement_withdrawn', { reason }]]);
  });
});

describe('what is announced of a therapist', () => {
  const contact = async (fields: object) => {
    const { getContact, saveContact } = world.service.store;
    await save(saveContact({ ...(await getContact(1)), ...fields }));
  };

  it('is an objection, if there is one', async () => {
    expect(await told('therapist', 1)).toBeUndefined();
    await contact({});
    expect(await told('therapist', 1)).toEqual([]);
    await contact({ objectedAt: NOON, objectionSource: 'unsubscribe_link' });
    expect(await typesOf('therapist', 1)).toEqual(['therapist_objected']);
  });
});
