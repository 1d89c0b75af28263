import type { EmailWithEntries } from '../domain/email/email.ts';
import type { EmailText } from '../domain/stores/emails.ts';
import type { Changes } from './changes.ts';
import { commitChanges } from './commit-changes.ts';
import { cancelAndEnd } from './end-email.ts';
import type { Kept, RetentionService } from './retention-service.ts';

const TEXTS: readonly EmailText[] = ['content', 'body', 'response'];

/**
 * Takes all texts of an email away, with the notes of its entries. One that waits to be sent, for an answer or for a call is left
 * alone; a draft that nobody has sent in all that time is canceled.
 */
export function dropEmailTexts(service: RetentionService, emailId: string): ReturnType<Kept['drop']> {
  const { store, clock } = service;
  return commitChanges(service, async (changes) => {
    const loaded = await changes.email(emailId);
    if (!loaded) return 'nothing';
    if (await isOpen(changes, loaded)) return 'open';
    const { email, entries } = loaded;
    const found = await presentTexts(service, emailId);
    const isNoted = entries.some(({ notes }) => notes !== undefined);
    if (found.length === 0 && !isNoted) return 'nothing';
    changes.write(...found.map((text) => store.removeText(emailId, text)));
    const wordless = entries.map(({ notes: _kept, ...entry }) => entry);
    changes.putEmail({ ...email, updatedAt: clock.now() }, wordless);
    if (email.state === 'draft')
      await cancelAndEnd(service, changes, { email, entries: wordless, reason: 'erased' });
    return 'dropped';
  });
}

/** Keeps of an email's history no more than how it ended. */
export function dropTimeline(service: RetentionService, emailId: string): ReturnType<Kept['drop']> {
  return commitChanges(service, async (changes) => {
    const loaded = await changes.email(emailId);
    if (!loaded || loaded.email.timeline.length <= 1) return 'nothing';
    if (await isOpen(changes, loaded)) return 'open';
    changes.putEmail({ ...loaded.email, timeline: loaded.email.timeline.slice(-1) });
    return 'dropped';
  });
}

async function presentTexts({ store }: RetentionService, emailId: string): Promise<EmailText[]> {
  const read = { content: store.getContent, body: store.getBody, response: store.getResponse };
  const found = await Promise.all(TEXTS.map(async (text) => ((await read[text](emailId)) ? [text] : [])));
  return found.flat();
}

const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown']);

/** Whether it still has to be sent, answered or followed up. */
async function isOpen(changes: Changes, { email, entries }: EmailWithEntries): Promise<boolean> {
  if (UNDER_WAY.has(email.state) || email.followUpAt !== undefined) return true;
  for (const { requestId } of entries) {
    const request = await changes.request(requestId);
    const waits = request?.place === 'contact_email' || request?.place === 'call';
    if (waits && request.emailId === email.id) return true;
  }
  return false;
}
