import { beforeEach, describe, expect, it } from '@jest/globals';
import { addRequestToEmail } from '../../../shared/use-cases/add-request-to-email.ts';
import { createEmail } from '../../../shared/use-cases/create-email.ts';
import { removeEntry } from '../../../shared/use-cases/update-entry.ts';
import { seedEmails } from '../../support/api-seed.ts';
import { placesOf, violations } from '../../support/follow-up.ts';
import { addRequest, acceptsOf } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

let queued = '';
let sent = '';
beforeEach(async () => {
  const placeholders = await seedEmails(world);
  [queued, sent] = [placeholders['queued_email_id'] ?? '', placeholders['sent_email_id'] ?? ''];
});

const add = (emailId: string, requestId: number) => addRequestToEmail(world.service, { emailId, requestId });
const draftOf = async (requestIds: number[]) => {
  const email = {
    therapistId: 902,
    status: 'draft',
    template: 'batch_request',
    placementRequestIds: requestIds,
  } as const;
  const made = await createEmail(world.service, { caller: 'staff-1', email });
  return made.ok ? made.value : '';
};

describe('adding a request to an email', () => {
  it('takes it out of the pool into a queued email, which is mailed with it', async () => {
    expect(await add(queued, 9021)).toEqual({ ok: true, value: `${queued}-2` });
    expect(await placesOf(world, [9021, 9022])).toEqual(['contact_email', 'contact_email']);
    expect(await world.request(9021)).toMatchObject({ emailId: queued });
    expect(await world.service.store.firstPooled(902, 10)).toEqual([]);
    expect(await violations(world)).toEqual([]);
    world.clock.advance(60_000);
    await world.pump();
    const [mail] = acceptsOf(world, queued);
    const codes = (await world.entries(queued))?.map(({ code }) => code) ?? [];
    expect(codes).toHaveLength(2);
    for (const code of codes) expect(mail?.raw.toString()).toContain(code);
  });

  it('leaves it pending while the email is a draft', async () => {
    const draft = await draftOf([9021]);
    await addRequest(world, 9023, { therapist: 902 });
    expect(await add(draft, 9023)).toEqual({ ok: true, value: `${draft}-2` });
    expect(await placesOf(world, [9021, 9023])).toEqual(['pending', 'pending']);
    expect(await violations(world)).toEqual([]);
  });

  it('gives a withdrawn request its old entry back', async () => {
    await add(queued, 9021);
    const version = (await world.email(queued))?.version ?? 0;
    await removeEntry(world.service, { entryId: `${queued}-2`, version });
    expect(await placesOf(world, [9021])).toEqual(['pending']);
    expect(await add(queued, 9021)).toEqual({ ok: true, value: `${queued}-2` });
    expect(await world.entries(queued)).toMatchObject([{ included: true }, { number: 2, included: true }]);
    expect(await violations(world)).toEqual([]);
  });

  it.each([
    ['is unknown', 4711],
    ["is another therapist's", 9051],
    ['is in the email already', 9022],
    ['is in another email', 9033],
  ])('is refused for a request that %s, by its id', async (_, requestId) => {
    expect(await add(queued, requestId)).toEqual({
      ok: false,
      error: { code: 'request_not_available', details: { placement_request_ids: [requestId] } },
    });
  });

  it('is refused for a request that a draft names already', async () => {
    const draft = await draftOf([9021]);
    expect(await add(draft, 9021)).toMatchObject({ ok: false, error: { code: 'request_not_available' } });
  });

  it('is refused for an email that has left, naming its state', async () => {
    expect(await add(sent, 9031)).toEqual({
      ok: false,
      error: { code: 'illegal_transition', details: { state: 'sent', kind: 'batch_request' } },
    });
  });

  it('is refused for an email that nobody knows', async () => {
    expect(await add('em_unknown', 9021)).toEqual({ ok: false, error: { code: 'not_found' } });
  });

  it('is refused when the email is full; withdrawn entries do not count', async () => {
    const ids = [9024, 9025, 9026, 9027];
    for (const id of ids) await addRequest(world, id, { therapist: 902 });
    for (const id of ids) expect(await add(queued, id)).toMatchObject({ ok: true });
    expect(await add(queued, 9021)).toEqual({
      ok: false,
      error: { code: 'email_full', details: { max_patients_per_email: 5 } },
    });
    const version = (await world.email(queued))?.version ?? 0;
    await removeEntry(world.service, { entryId: `${queued}-3`, version });
    expect(await add(queued, 9021)).toEqual({ ok: true, value: `${queued}-6` });
  });

  it('counts once when two add the same request at once', async () => {
    const actors = [world.actor(), world.actor()];
    const answers = await Promise.all(
      actors.map(({ service }) => addRequestToEmail(service, { emailId: queued, requestId: 9021 })),
    );
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await world.entries(queued)).toHaveLength(2);
    expect(await violations(world)).toEqual([]);
  });
});
