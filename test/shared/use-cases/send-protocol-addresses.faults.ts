import { describe, expect, it } from '@jest/globals';
import { EPOCH } from '../../../shared/domain/time.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, liveDays, newestEmailOf, queueMails } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

describe('an address that changes while its mail is queued', () => {
  it('FAULTS 43: cancels the mail, returns its request, and writes to the new address in turn', async () => {
    const [id = ''] = await queueMails(world, [1]);
    world.therapist(1, { email: 'neu@umzug.example' });
    expect(await world.pump()).toMatchObject({ canceled: 1, accepted: 0 });
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await world.request(1)).toMatchObject({ place: 'pending' });
    expect((await world.contact(1)).guard.heldBy).toBeUndefined();

    await liveDays(world, 1);
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['neu@umzug.example']]);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 43: a mailbox that another therapist was just written to is not written to again', async () => {
    await queueMails(world, [1]);
    await world.pump();
    const [id = ''] = await queueMails(world, [2]);
    world.therapist(2, { email: 'praxis-1@praxis.example' });
    await world.pump();
    await liveDays(world, 6);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['praxis-1@praxis.example']]);

    await liveDays(world, 2);
    expect(world.ses.accepted).toHaveLength(2);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 43: is told by an event as well, and leaves the old mailbox free', async () => {
    const [id = ''] = await queueMails(world, [1]);
    const { mailboxKey } = (await world.email(id))!.recipient;
    const therapist_data = { email: 'neu@umzug.example' };
    await world.ingest(world.matchingRecord('therapist.updated', { therapist_id: 1, therapist_data }));
    await world.pump();
    await liveDays(world, 1);
    expect(world.ses.accepted.map(({ to }) => to)).toEqual([['neu@umzug.example']]);
    expect((await world.service.store.getMailbox(mailboxKey)).guard).toEqual({
      openAt: EPOCH,
      prevOpenAt: EPOCH,
      claimed: false,
    });
    expect(await sendViolations(world)).toEqual([]);
  });

  it('FAULTS 43: an address that is gone takes the request to the call path', async () => {
    await queueMails(world, [1]);
    world.therapist(1, { email: null });
    await world.pump();
    await liveDays(world, 1);
    expect(world.ses.calls).toBe(0);
    expect(await world.request(1)).toMatchObject({ place: 'call' });
    expect(await sendViolations(world)).toEqual([]);
  });

  it.each([
    ['upper case', 'praxis@müller-platz.example', 'Praxis@MÜLLER-Platz.Example'],
    ['punycode', 'praxis@müller-platz.example', 'praxis@xn--mller-platz-thb.example'],
    ['a trailing dot', 'praxis@müller-platz.example', ' praxis@müller-platz.example. '],
  ])('FAULTS 43: sends to the same mailbox that is only spelt otherwise: %s', async (_, before, after) => {
    world.therapist(1, { email: before });
    world.patient(1);
    await world.match({ id: 1, therapist: 1 });
    await world.batch();
    world.at('2026-11-23T08:00:00.000Z');
    world.therapist(1, { email: after });
    await world.pump();
    const [mail] = acceptsOf(world, await newestEmailOf(world, 1));
    expect(mail?.to).toEqual(['praxis@xn--mller-platz-thb.example']);
  });
});
