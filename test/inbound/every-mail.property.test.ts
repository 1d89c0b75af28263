import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { interpretMail } from '../../shared/domain/inbound/interpret-mail.ts';
import type { InboundKind, MailMeaning } from '../../shared/domain/inbound/mail-meaning.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { RECEIVED_AT } from './corpus/sample.ts';
import { receivedBytes } from './received-bytes.ts';
import { THREE } from './sent-mails.ts';

const KINDS: InboundKind[] = [
  'reply',
  'automatic_reply',
  'bounce',
  'complaint',
  'forward',
  'stop_request',
  'receipt',
  'unknown',
];

const reader = createMailReader();
async function meaningOf(bytes: Uint8Array, sentText?: string): Promise<MailMeaning> {
  const mail = await reader.read(bytes);
  return interpretMail(mail, {
    receivedAt: RECEIVED_AT,
    timeZone: 'Europe/Berlin',
    ...(sentText !== undefined && { sentText }),
  });
}

it('has exactly one kind and says the same twice, whatever bytes arrive', async () => {
  await fc.assert(
    fc.asyncProperty(
      receivedBytes,
      fc.option(fc.constant(THREE.text), { nil: undefined }),
      async (bytes, sentText) => {
        const meaning = await meaningOf(bytes, sentText);
        expect(KINDS).toContain(meaning.kind);
        expect(await meaningOf(bytes, sentText)).toEqual(meaning);
      },
    ),
    { numRuns: 600 },
  );
});

it('says what follows from its kind, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(receivedBytes, async (bytes) => {
      const { kind, bounce, complaint, stop, returnOn, pauseUntil, erasureWish } = await meaningOf(bytes);
      expect(bounce !== undefined).toBe(kind === 'bounce');
      expect(complaint !== undefined).toBe(kind === 'complaint');
      expect(stop !== undefined).toBe(kind === 'stop_request');
      if (returnOn !== undefined) expect(kind).toBe('automatic_reply');
      if (pauseUntil !== undefined) expect(['reply', 'forward', 'unknown']).toContain(kind);
      if (erasureWish) expect(kind).toBe('stop_request');
      for (const date of [returnOn, pauseUntil])
        if (date !== undefined) expect(date > '2026-12-03').toBe(true);
    }),
    { numRuns: 600 },
  );
});
