/** Entries of phone calls ("batches" in the routes): the placement requests on a call's agenda (CONTRACT §2, §3). */
import { z } from 'zod';
import { entryFields, outcome } from './entry-fields.ts';
import { instant, ownId, text } from './fields.ts';
import { operation } from './operation.ts';
import { callId } from './phone-call-resource.ts';

/** Id of an entry: its call's id and its number. */
const callEntryId = z.string().regex(new RegExp(`${ownId('pc').source.slice(0, -1)}-[1-9]\\d{0,3}$`));

/** What staff note about one request. */
const noteFields = {
  discussed: z.boolean(),
  outcome,
  follow_up_required: z.boolean(),
  follow_up_notes: text(2000),
};

export const phoneCallEntry = z
  .strictObject({
    id: callEntryId,
    phone_call_id: callId,
    ...entryFields,
    priority: z
      .int()
      .positive()
      .optional()
      .describe('1 comes first, by the date of registration. Absent when it left the agenda.'),
    included: z.boolean().describe('False once it left the agenda: answered by mail, or closed.'),
    discussed: noteFields.discussed,
    outcome: noteFields.outcome
      .optional()
      .describe('Noted while the call is scheduled; takes effect when it is completed.'),
    follow_up_required: noteFields.follow_up_required,
    follow_up_notes: noteFields.follow_up_notes.optional().describe('Needs `email.content`.'),
    created_at: instant,
  })
  .meta({ id: 'PhoneCallEntry' });

const byId = z.strictObject({ batch_id: callEntryId.describe("The entry's id.") });
const nothing = z.strictObject({});

/** Needs at least one field: a body that changes nothing is a slip. */
const entryNote = z
  .strictObject({
    discussed: noteFields.discussed.optional(),
    outcome: noteFields.outcome.optional(),
    follow_up_required: noteFields.follow_up_required.optional(),
    follow_up_notes: noteFields.follow_up_notes.optional(),
  })
  .refine((note) => Object.keys(note).length > 0, 'must name a field to change');

export const listPhoneCallEntries = operation({
  id: 'listPhoneCallEntries',
  method: 'GET',
  path: '/api/phone-calls/{call_id}/batches',
  summary: 'Lists the entries of a phone call.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: z.strictObject({ call_id: callId }),
  query: nothing,
  success: {
    status: 200,
    description: 'All entries, those included that left the agenda, by their number.',
    schema: z.strictObject({ items: z.array(phoneCallEntry), next_cursor: z.null() }),
  },
  problems: ['not_found'],
  examples: [{ summary: 'An agenda', params: { call_id: '{scheduled_call_id}' }, status: 200 }],
});

export const readPhoneCallEntry = operation({
  id: 'readPhoneCallEntry',
  method: 'GET',
  path: '/api/phone-call-batches/{batch_id}',
  summary: 'Reads one entry of a phone call.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The entry.', schema: phoneCallEntry },
  problems: ['not_found'],
  examples: [
    { summary: 'An entry', params: { batch_id: '{scheduled_call_id}-1' }, status: 200 },
    { summary: 'No entry', params: { batch_id: '{scheduled_call_id}-99' }, status: 404 },
  ],
});

export const updatePhoneCallEntry = operation({
  id: 'updatePhoneCallEntry',
  method: 'PUT',
  path: '/api/phone-call-batches/{batch_id}',
  summary: 'Notes what was said about one request of a phone call.',
  description:
    'Fields that are absent stay as they are. While the call is scheduled an outcome is only noted: all outcomes take ' +
    'effect together when the call is completed. Afterwards they take effect at once, late or as a correction.',
  access: ['call.write'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  body: entryNote,
  success: { status: 200, description: 'The entry as it is now.', schema: phoneCallEntry },
  problems: ['not_found', 'illegal_transition', 'request_not_available'],
  examples: [
    {
      summary: 'Noted during the call',
      params: { batch_id: '{scheduled_call_id}-1' },
      body: { discussed: true, outcome: 'accepted' },
      status: 200,
    },
    {
      summary: 'The therapist changed her mind',
      params: { batch_id: '{completed_call_id}-1' },
      body: { outcome: 'rejected' },
      status: 200,
    },
    {
      summary: 'The call was canceled',
      params: { batch_id: '{canceled_call_id}-1' },
      body: { outcome: 'accepted' },
      status: 409,
    },
  ],
});
