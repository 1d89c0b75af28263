import { expect, it } from '@jest/globals';
import { sendViolations } from '../../support/send-violations.ts';
import { addRequest, liveDays } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ environment: { MAX_PATIENTS_PER_EMAIL: '1' } });

/** To whom the mails went, in order. */
async function readers(): Promise<(number | undefined)[]> {
  const emails = world.ses.accepted.map(({ tags }) => world.email(tags['email_id'] ?? ''));
  return (await Promise.all(emails)).map((email) => email?.therapistId);
}

it('therapists of one mailbox take turns, a mail a week, and who lost comes first next time', async () => {
  const therapists = [1, 2, 3];
  for (const therapist of therapists) {
    world.therapist(therapist, { email: 'gemeinschaftspraxis@praxis.example' });
    for (const n of [1, 2]) await addRequest(world, 10 * n + therapist, { therapist });
  }
  await liveDays(world, 23);

  const [first, second, third, fourth] = await readers();
  expect([first, second, third].toSorted()).toEqual(therapists);
  expect(fourth).toBe(first);
  expect(await sendViolations(world)).toEqual([]);
});
