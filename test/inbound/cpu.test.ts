import { describe, expect, it } from '@jest/globals';
import { interpretMail } from '../../shared/domain/inbound/interpret-mail.ts';
import { createMailReader } from '../../shared/out/mail-reader.ts';
import { RECEIVED_AT } from './corpus/sample.ts';
import { HOSTILE } from './hostile.ts';
import { THREE } from './sent-mails.ts';

const MOST_CPU_MS = 1_000;

/** The time that this process computed while a mail was read, in milliseconds: waiting does not count. */
async function cpuMsOf(bytes: Buffer): Promise<number> {
  const before = process.cpuUsage();
  const mail = await createMailReader().read(bytes);
  interpretMail(mail, { receivedAt: RECEIVED_AT, timeZone: 'Europe/Berlin', sentText: THREE.text });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

describe('a mail made to take long', () => {
  it.each(HOSTILE)('is read in less than a second of CPU: %s', async (_name, mail) => {
    expect(await cpuMsOf(mail())).toBeLessThan(MOST_CPU_MS);
  });
});
