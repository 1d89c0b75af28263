import { beforeEach, describe, expect, it } from '@jest/globals';
import { removeEntry, updateEntry, type EntryChanges } from '../../../shared/use-cases/update-entry.ts';
import { seedEmails } from '../../support/api-seed.ts';
import { allWorkItems, placesOf, published, violations } from '../../support/follow-up.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

let queued = '';
let sent = '';
beforeEach(async () => {
  const placeholders = await seedEmails(world);
  [queued, sent] = [placeholders['queued_email_id'] ?? '', placeholders['sent_email_id'] ?? ''];
});

const versionOf = async (emailId: string) => (await world.email(emailId))?.version ?? 0;
const update = async (emailId: string, number: number, changes: EntryChanges) =>
  updateEntry(world.service, {
    entryId: `${emailId}-${number}`,
    version: await versionOf(emailId),
    ...changes,
  });

describe('withdrawing an entry', () => {
  it('puts its request back into the pool and cancels an email that has no other', async () => {
    expect(await update(queued, 1, { included: false })).toEqual({ ok: true, value: `${queued}-1` });
    expect(await placesOf(world, [9022])).toEqual(['pending']);
    expect(await world.email(queued)).toMatchObject({ state: 'canceled' });
    expect((await world.contact(902)).guard).not.toHaveProperty('heldBy');
    expect(await published(world, 'email_canceled')).toMatchObject([{ reason: 'no_requests_left' }]);
    expect(await violations(world)).toEqual([]);
  });

  it('does nothing to an entry that is out already', async () => {
    await update(queued, 1, { included: false });
    const version = await versionOf(queued);
    const target = { entryId: `${queued}-1`, version };
    expect(await removeEntry(world.service, target)).toEqual({ ok: true, value: `${queued}-1` });
    expect(await versionOf(queued)).toBe(version);
  });

  it('is refused for an email that has left, and so is taking a withdrawal back', async () => {
    const refusal = (state: string) => ({
      ok: false,
      error: { code: 'illegal_transition', details: { state } },
    });
    expect(await update(sent, 1, { included: false })).toEqual(refusal('sent'));
    await update(queued, 1, { included: false });
    expect(await update(queued, 1, { included: true })).toEqual(refusal('canceled'));
  });

  it('of a follow-up leaves its request with staff, who asked once already', async () => {
    for (const id of [903, 904]) world.therapist(id, { telefon: undefined });
    world.clock.advance(7 * 24 * 3_600_000);
    await world.sweep();
    world.clock.advance(24 * 3_600_000);
    await world.batch();
    const [followUp = ''] = await world.emailsOf(903);
    expect(await world.email(followUp)).toMatchObject({ kind: 'follow_up', state: 'queued' });
    expect(await update(followUp, 1, { included: false })).toMatchObject({ ok: true });
    expect(await placesOf(world, [9033, 9034])).toEqual(['work_item', 'contact_email']);
    expect(await allWorkItems(world)).toMatchObject([{ reason: 'follow_up_failed', requestIds: [9033] }]);
    expect(await violations(world)).toEqual([]);
  });
});

describe('an outcome of one entry', () => {
  it('has the effects of an answer to the email', async () => {
    expect(await update(sent, 2, { outcome: 'accepted', notes: 'ab Januar' })).toMatchObject({ ok: true });
    expect(await world.email(sent)).toMatchObject({ answered: true, answeredAt: world.clock.now() });
    expect(await placesOf(world, [9033, 9034])).toEqual(['work_item', 'answered']);
    expect(await published(world, 'placement_answered')).toContainEqual(
      expect.objectContaining({ placement_request_ids: [9034], outcome: 'accepted', source: 'email' }),
    );
    expect(await violations(world)).toEqual([]);
  });

  it('keeps its reason and notes when they are not named, and loses the reason with the outcome', async () => {
    const noted = { outcome: 'rejected', reason: 'no_capacity', notes: 'erst im Mai' } as const;
    await update(sent, 1, noted);
    await update(sent, 1, { notes: 'erst im Juni' });
    expect((await world.entries(sent))?.[0]).toMatchObject({ ...noted, notes: 'erst im Juni' });
    await update(sent, 1, { reason: 'waiting_list' });
    expect((await world.entries(sent))?.[0]).toMatchObject({ outcome: 'rejected', reason: 'waiting_list' });
    await update(sent, 1, { outcome: 'needs_follow_up' });
    const [entry] = (await world.entries(sent)) ?? [];
    expect(entry).toMatchObject({ outcome: 'needs_follow_up', notes: 'erst im Juni' });
    expect(entry).not.toHaveProperty('reason');
  });

  it('is needed before there can be a reason or notes', async () => {
    expect(await update(sent, 1, { notes: 'erst im Mai' })).toMatchObject({
      ok: false,
      error: { code: 'invalid_request', errors: [{ field: '/response_outcome' }] },
    });
  });

  it('is refused while the email has not left', async () => {
    expect(await update(queued, 1, { outcome: 'accepted' })).toEqual({
      ok: false,
      error: { code: 'illegal_transition', details: { state: 'queued' } },
    });
  });
});

describe('a write to an entry', () => {
  it('is refused when somebody changed the email since it was read', async () => {
    const version = (await versionOf(queued)) - 1;
    const entryId = `${queued}-1`;
    const stale = { ok: false, error: { code: 'precondition_failed' } };
    expect(await updateEntry(world.service, { entryId, version, included: false })).toEqual(stale);
    expect(await removeEntry(world.service, { entryId, version })).toEqual(stale);
  });

  it.each(['em_unknown-1', 'nonsense', 'pc_01m82tna20mg24b52b2nw00001-1'])(
    'finds nothing at %s',
    async (entryId) => {
      const notFound = { ok: false, error: { code: 'not_found' } };
      expect(await removeEntry(world.service, { entryId, version: 1 })).toEqual(notFound);
    },
  );

  it('finds no entry that the email does not have', async () => {
    const target = { entryId: `${queued}-9`, version: await versionOf(queued) };
    expect(await removeEntry(world.service, target)).toMatchObject({ error: { code: 'not_found' } });
  });
});
