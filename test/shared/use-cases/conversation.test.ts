import { describe, expect, it } from '@jest/globals';
import { simpleParser } from 'mailparser';
import { HOUR_MS, plus } from '../../../shared/domain/time.ts';
import { faultsOfMails } from '../../support/mail-faults.ts';
import { sendMail, SWEEP_TIME } from '../../support/follow-up.ts';
import { newestEmailOf } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const subjects = async () =>
  Promise.all(world.ses.accepted.map(async ({ raw }) => (await simpleParser(raw)).subject ?? ''));
const referencesOf = (texts: string[]) => texts.map((text) => /\[Ref\. (.{9})\]$/.exec(text)?.[1]);

describe('a conversation', () => {
  it('has one reference from the first mail over its follow-up to the confirmation of the answer to that', async () => {
    world.therapist(1, { telefon: null });
    const first = await sendMail(world, 1, [1, 2]);
    world.at(SWEEP_TIME);
    await world.sweep();
    await world.batch();
    world.at(plus(SWEEP_TIME, HOUR_MS));
    await world.pump();
    const followUp = await newestEmailOf(world, 1);
    await world.answer({
      emailId: followUp,
      decisions: [{ number: 1, outcome: 'accepted' }],
    });
    await world.pump();
    const confirmation = await newestEmailOf(world, 1);
    expect(await world.email(followUp)).toMatchObject({ kind: 'follow_up', refersTo: first });
    expect(await world.email(confirmation)).toMatchObject({ kind: 'confirmation', refersTo: first });
    const references = referencesOf(await subjects());
    expect(references).toHaveLength(3);
    expect(new Set(references).size).toBe(1);
    expect(references[0]).toMatch(/^.{4}-.{4}$/);
    expect(await faultsOfMails(world)).toEqual([]);
  });

  it('has another reference than the next one with the same therapist', async () => {
    await sendMail(world, 1, [1]);
    world.at(plus(SWEEP_TIME, HOUR_MS));
    await sendMail(world, 1, [2]);
    expect(world.ses.accepted).toHaveLength(2);
    expect(new Set(referencesOf(await subjects())).size).toBe(2);
    expect(await faultsOfMails(world)).toEqual([]);
  });
});
