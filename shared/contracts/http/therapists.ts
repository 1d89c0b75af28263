/** When therapists can be called: their phone hours, and their absences (CONTRACT §2, §3). */
import { z } from 'zod';
import { siblingIdParameter } from './fields.ts';
import { operation } from './operation.ts';
import { absence, absenceId, newAbsence, phoneHours } from './therapist-resources.ts';

const ofTherapist = z.strictObject({ therapist_id: siblingIdParameter });
const byId = z.strictObject({ therapist_id: siblingIdParameter, absence_id: absenceId });
const nothing = z.strictObject({});

export const readPhoneHours = operation({
  id: 'readPhoneHours',
  method: 'GET',
  path: '/api/therapists/{therapist_id}/phone-hours',
  summary: 'Reads when a therapist can be called, as it is understood.',
  description:
    'From what the directory of therapists says now, read as every booking reads it. What is not understood as a whole is ' +
    'reported and never read as a window: it has to be corrected in the directory.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: ofTherapist,
  query: nothing,
  success: { status: 200, description: 'The phone hours.', schema: phoneHours, unversioned: true },
  problems: ['not_found', 'unavailable'],
  examples: [
    { summary: 'Hours that are understood in part', params: { therapist_id: '971' }, status: 200 },
    { summary: 'No therapist', params: { therapist_id: '999999' }, status: 404 },
  ],
});

export const listAbsences = operation({
  id: 'listAbsences',
  method: 'GET',
  path: '/api/therapists/{therapist_id}/absences',
  summary: 'Lists the absences of a therapist that are not over, by their first day.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: ofTherapist,
  query: nothing,
  success: {
    status: 200,
    description: 'All of them.',
    schema: z.strictObject({ items: z.array(absence), next_cursor: z.null() }),
    unversioned: true,
  },
  problems: ['not_found'],
  examples: [
    { summary: 'Absences', params: { therapist_id: '971' }, status: 200 },
    { summary: 'None', params: { therapist_id: '972' }, status: 200 },
  ],
});

export const createAbsence = operation({
  id: 'createAbsence',
  method: 'POST',
  path: '/api/therapists/{therapist_id}/absences',
  summary: 'Enters days on which a therapist is not called.',
  description:
    'Scheduled calls on these days are moved at once to the next free slot at which all therapists of the call can be reached, ' +
    'the line may change; where there is none within the horizon, the requests of this therapist become a work item ' +
    '`therapist_absent`, and his call is canceled. At most 100 absences that are not over.',
  access: ['call.write'],
  optionalScopes: ['email.content'],
  params: ofTherapist,
  query: nothing,
  body: newAbsence,
  success: { status: 201, description: 'The absence.', schema: absence },
  problems: ['not_found', 'too_many_absences', 'unavailable'],
  examples: [
    {
      summary: 'Two days, on one of which there is a call',
      params: { therapist_id: '972' },
      body: { from: '2026-11-26', to: '2026-11-27', note: 'Fortbildung' },
      status: 201,
    },
    {
      summary: 'A single day',
      params: { therapist_id: '972' },
      body: { from: '2026-12-24', to: '2026-12-24' },
      status: 201,
    },
    {
      summary: 'Days that are over',
      params: { therapist_id: '972' },
      body: { from: '2026-11-02', to: '2026-11-06' },
      status: 400,
    },
  ],
});

export const readAbsence = operation({
  id: 'readAbsence',
  method: 'GET',
  path: '/api/therapists/{therapist_id}/absences/{absence_id}',
  summary: 'Reads an absence of a therapist.',
  description: 'Under its id it can be read until about 30 days after its end.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The absence.', schema: absence },
  problems: ['not_found'],
  examples: [
    {
      summary: 'An absence',
      params: { therapist_id: '971', absence_id: '{planned_absence_id}' },
      status: 200,
    },
    {
      summary: 'Of somebody else',
      params: { therapist_id: '972', absence_id: '{planned_absence_id}' },
      status: 404,
    },
  ],
});

export const deleteAbsence = operation({
  id: 'deleteAbsence',
  method: 'DELETE',
  path: '/api/therapists/{therapist_id}/absences/{absence_id}',
  summary: 'Deletes an absence: its days can be booked again.',
  description: 'Calls that were moved because of it stay where they are.',
  access: ['call.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: 'Deleted.' },
  problems: ['not_found'],
  examples: [
    {
      summary: 'An absence that was entered by mistake',
      params: { therapist_id: '971', absence_id: '{planned_absence_id}' },
      status: 204,
    },
  ],
});

export const THERAPIST_OPERATIONS = [
  readPhoneHours,
  listAbsences,
  createAbsence,
  readAbsence,
  deleteAbsence,
] as const;
