import { newestEmailOf } from '../support/sending.ts';
import type { Place } from './channels.ts';
import type { Desk } from './desk.ts';
import { requestOf, THERAPISTS } from './people.ts';
import { tellOfRequest } from './records.ts';
import type { Stage } from './stage.ts';

/** Emails that staff write: a draft that stays one, a free email that leaves, and one that leaves before its turn. */
export async function writeEmails(stage: Stage, desk: Desk): Promise<void> {
  const { canaries } = stage;
  const { overridden } = THERAPISTS;
  await desk.post('/api/emails', freeEmail(stage, 'draft', 'shown'));
  const { id = '' } = await desk.post('/api/emails', freeEmail(stage, 'email', 'mailed'));
  await desk.put(`/api/emails/${id}`, { status: 'queued' });

  await tellOfRequest(stage, overridden, 3);
  await desk.post(
    '/api/emails',
    {
      therapist_id: overridden,
      status: 'queued',
      template: 'initial_contact',
      variables: { personal_note: canaries.seenIn('mailed').text('email: personal_note') },
      placement_request_ids: [requestOf(overridden, 3)],
      follow_up_notes: canaries.seenIn('shown').text('email: follow_up_notes'),
      override: { reason: canaries.seenIn('shown').text('email: override.reason') },
    },
    { key: canaries.seenIn('given').word('email: Idempotency-Key') },
  );
}

/** An email in words of its own. */
export function freeEmail({ canaries }: Pick<Stage, 'canaries'>, what: string, place: Place) {
  const { text, word, address } = canaries.seenIn(place);
  const field = (name: string) => `${what}: ${name}`;
  return {
    therapist_id: THERAPISTS.writtenTo,
    subject: text(field('subject')),
    body_html: `<p>${word(field('body_html'))}</p>`,
    body_text: text(field('body_text')),
    recipient_email: address(field('recipient_email'), 1),
    recipient_name: text(field('recipient_name')),
  };
}

/**
 * What a therapist answered, corrected twice.
 *
 * @returns the id of the email that he answered
 */
export async function recordAnswers({ world, canaries }: Stage, desk: Desk): Promise<string> {
  const { text } = canaries.seenIn('shown');
  const emailId = await newestEmailOf(world, THERAPISTS.toldByEvents);
  const path = `/api/emails/${emailId}`;
  for (const time of ['first', 'second']) {
    await desk.post(`${path}/response`, {
      response_content: text(`answer, ${time}: response_content`),
      entries: [
        {
          id: `${emailId}-1`,
          response_outcome: 'needs_follow_up',
          response_notes: text(`answer, ${time}: notes`),
        },
        {
          id: `${emailId}-2`,
          response_outcome: 'accepted',
          response_notes: text(`answer, ${time}: other notes`),
        },
      ],
    });
    await desk.read(`${path}/response`);
  }
  await desk.put(`/api/email-batches/${emailId}-1`, {
    response_outcome: 'rejected',
    response_notes: text('answer of an entry: notes'),
  });
  return emailId;
}

/** Calls with their notes: completed, failed and tried again, canceled; days on which nobody is called; what is left to staff. */
export async function makeCalls({ canaries, functions }: Stage, desk: Desk): Promise<void> {
  const { text } = canaries.seenIn('shown');
  const { notVerified, overridden, bounced } = THERAPISTS;
  const completed = await desk.post('/api/phone-calls', {
    therapist_id: notVerified,
    notes: text('call: notes at its booking'),
  });
  const path = `/api/phone-calls/${completed.id}`;
  await desk.read(path);
  await desk.put(`/api/phone-call-batches/${completed.id}-1`, {
    discussed: true,
    outcome: 'needs_follow_up',
    follow_up_notes: text('call entry: follow_up_notes'),
  });
  await desk.put(path, {
    status: 'completed',
    outcome: 'reached',
    notes: text('call: notes of a completed one'),
  });

  await functions.checkUnansweredEmails({});
  await desk.post(`/api/therapists/${bounced}/absences`, {
    from: '2026-11-26',
    to: '2026-11-27',
    note: text('absence: note'),
  });
  const failed = await desk.post('/api/phone-calls', { therapist_id: overridden });
  await desk.put(`/api/phone-calls/${failed.id}`, {
    status: 'failed',
    notes: text('call: notes of a failed one'),
  });
  await desk.delete(`/api/phone-calls/${failed.id}`);

  const { items = [] } = await desk.read('/api/work-items');
  for (const { id } of items) await desk.put(`/api/work-items/${id}`, { notes: text('work item: notes') });
}

/** The id of a therapist's call. */
export async function callOf(desk: Desk, therapist: number): Promise<string> {
  const { items = [] } = await desk.read('/api/phone-calls', { query: { therapist_id: String(therapist) } });
  return items[0]?.id ?? '';
}
