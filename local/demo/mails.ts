import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { readLedger } from '../invariants/ledger.ts';
import type { Outcome } from './simulation.ts';
import { kindOf } from './summary.ts';

/**
 * Writes every accepted mail as `NNN-<kind>.eml` and its HTML part as `NNN-<kind>.html` into a folder, which is made
 * when it does not exist.
 *
 * @returns how many mails were written
 */
export async function writeMails({ evidence, mails }: Outcome, folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const ledger = readLedger(evidence.dump);
  for (const [index, mail] of mails.entries()) {
    const name = `${String(index + 1).padStart(3, '0')}-${kindOf(ledger, mail.tags['email_id'])}`;
    const { html } = await simpleParser(mail.raw);
    await writeFile(join(folder, `${name}.eml`), mail.raw);
    await writeFile(join(folder, `${name}.html`), html || '');
  }
  return mails.length;
}
