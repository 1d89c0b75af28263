import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { receivedBytes } from '../../inbound/received-bytes.ts';
import { RECEIVED_AT } from '../../inbound/corpus/sample.ts';
import { SES_ID, THREE } from '../../inbound/sent-mails.ts';
import { createMailDesk } from '../../support/mail-desk.ts';
import { startWorld, type World } from '../../support/world.ts';

const TIMEOUT_MS = 120_000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

let mails = 0;

it(
  'ends in exactly one of matched, recorded and triage, once, whatever bytes arrive',
  async () => {
    const desk = createMailDesk(world);
    await fc.assert(
      fc.asyncProperty(receivedBytes, fc.boolean(), async (bytes, isKnown) => {
        const sent = { body: THREE, patients: 3, sesMessageId: SES_ID };
        const emailId = isKnown ? await desk.sentEmail(sent) : 'em_01kapf3v9s0000000000000001';
        const receipt = { emailId, receivedAt: RECEIVED_AT, sesMessageId: `any-${++mails}` };
        const stored = await desk.receive(bytes, receipt);
        expect(['matched', 'recorded', 'triage']).toContain(stored.status);
        expect(stored.triageReason !== undefined).toBe(stored.status === 'triage');
        if (stored.status === 'matched') expect(stored.emailId).toBe(emailId);
        if (stored.proposals.length > 0) expect(stored.status).toBe('matched');
        const after = await world.service.store.getEmail(emailId);
        expect(await desk.receive(bytes, receipt)).toEqual(stored);
        expect(await world.service.store.getEmail(emailId)).toEqual(after);
        if (isKnown && stored.emailId !== undefined) {
          const { items } = await world.service.store.inboundMailsOfEmail(emailId, 10);
          expect(items).toEqual([stored.id]);
        }
      }),
      { numRuns: 150 },
    );
  },
  TIMEOUT_MS,
);

it.each([
  ['reader', { read: () => Promise.reject(new Error('broken')) }],
  ['interpreter', { read: () => Promise.resolve({} as never) }],
])('keeps a mail that breaks the %s for people', async (_part, reader) => {
  const desk = createMailDesk(world, reader);
  const stored = await desk.receive(Buffer.from('x'), {
    emailId: 'em_01kapf3v9s0000000000000001',
    receivedAt: RECEIVED_AT,
    sesMessageId: `breaks-${++mails}`,
  });
  expect(stored).toMatchObject({ status: 'triage', triageReason: 'unreadable', kind: 'unknown' });
});
