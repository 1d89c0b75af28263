import { describe, expect, it } from '@jest/globals';
import { erase, keptOf } from '../../support/erasures.ts';
import { sendMail } from '../../support/follow-up.ts';
import { addressOf, arrive } from '../../support/inbound.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const WORDS = 'Mit Frau Canary-Patientin kann ich leider nicht arbeiten.';

/** An email to therapist 1 about requests 1 and 2, whose patients have the same numbers. */
const mailed = () => sendMail(world, 1, [1, 2]);

describe('a mail that answers an email whose patients were erased', () => {
  it('is recorded, and none of its words is kept, nor its bytes', async () => {
    const emailId = await mailed();
    await erase(world, { kind: 'patient', id: 1 });
    await erase(world, { kind: 'patient', id: 2 });
    const mail = await arrive(world, { to: addressOf(world, emailId), text: WORDS });
    expect(mail).toMatchObject({ status: 'recorded', emailId, subject: '', text: '', proposals: [] });
    expect(mail).not.toHaveProperty('rawKey');
    expect(await keptOf(world, ['Canary-Patientin', 'praxis-1@praxis.example'])).not.toContainEqual(
      expect.stringContaining('inbound'),
    );
  });

  it('is still for people when its sender wants no more mail', async () => {
    const emailId = await mailed();
    await erase(world, { kind: 'patient', id: 1 });
    await erase(world, { kind: 'patient', id: 2 });
    const text = 'Bitte schreiben Sie mir nicht mehr.';
    expect(await arrive(world, { to: addressOf(world, emailId), text })).toMatchObject({
      status: 'matched',
      stop: 'words',
      text,
    });
    await arrive(world, { to: addressOf(world, emailId, 'stop'), subject: 'unsubscribe' });
    const { objectionSource } = await world.service.store.getContact(1);
    expect(objectionSource).toBe('stop_address');
  });

  it('proposes something about the others alone, and keeps no bytes, which quote all of them', async () => {
    const emailId = await mailed();
    await erase(world, { kind: 'patient', id: 1 });
    const mail = await arrive(world, { to: addressOf(world, emailId), text: 'Leider nein.' });
    expect(mail).toMatchObject({ status: 'matched', emailId, text: 'Leider nein.' });
    expect(mail.proposals.map(({ outcome }) => outcome)).toEqual(['rejected']);
    expect(mail).not.toHaveProperty('rawKey');
    expect([...world.s3.objects.keys()].filter((path) => path.includes('inbound/'))).toEqual([]);
  });

  it('takes no yes that names nobody for one to whoever is left', async () => {
    const emailId = await mailed();
    await erase(world, { kind: 'patient', id: 1 });
    const mail = await arrive(world, { to: addressOf(world, emailId), text: 'Ja, gern.' });
    expect(mail).toMatchObject({ status: 'matched', proposals: [] });
  });

  it('of a therapist who was erased leaves no word of his', async () => {
    const emailId = await mailed();
    await erase(world, { kind: 'therapist', id: 1 });
    await arrive(world, {
      from: 'Erika Canary <canary@praxis.example>',
      to: addressOf(world, emailId),
      text: WORDS,
    });
    expect(await keptOf(world, ['Canary', 'canary@praxis.example'])).toEqual([]);
  });
});
