/** Phone calls: create, read, list, change and cancel them (CONTRACT §2, §3). */
import { z } from 'zod';
import { page } from './fields.ts';
import { operation } from './operation.ts';
import { listPhoneCallEntries, readPhoneCallEntry, updatePhoneCallEntry } from './phone-call-entries.ts';
import { newPhoneCall, phoneCallChanges, phoneCallQuery } from './phone-call-input.ts';
import { CALENDAR_TYPE, callId, phoneCall } from './phone-call-resource.ts';

const byId = z.strictObject({ call_id: callId });
const nothing = z.strictObject({});

export const listPhoneCalls = operation({
  id: 'listPhoneCalls',
  method: 'GET',
  path: '/api/phone-calls',
  summary: 'Lists phone calls by their scheduled start, earliest first.',
  description:
    'As `text/calendar` (RFC 5545) the list is one calendar of all calls that fit, at most 1,000, to be subscribed to: ' +
    '`limit` means nothing there and `cursor` is refused. Without `scheduled_date`, `from` and `to` it begins seven days ' +
    'ago. Canceled calls are in it as such. Phone number, codes and notes need `email.content`.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: phoneCallQuery,
  success: {
    status: 200,
    description: 'A page of phone calls, or a calendar.',
    schema: page(phoneCall),
    alternatives: [CALENDAR_TYPE],
  },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'The calls of one day', query: { scheduled_date: '2026-11-26' }, status: 200 },
    {
      summary: 'What is still to be made for one therapist',
      query: { therapist_id: '951', status: 'scheduled', limit: '5' },
      status: 200,
    },
    {
      summary: 'What is to be made, as a calendar',
      accept: CALENDAR_TYPE,
      query: { status: 'scheduled' },
      status: 200,
    },
    { summary: 'An unknown filter', query: { line: '1' }, status: 400 },
  ],
});

export const createPhoneCall = operation({
  id: 'createPhoneCall',
  method: 'POST',
  path: '/api/phone-calls',
  summary: 'Books a phone call, at a time of your choice or at the next free one.',
  description:
    'A chosen time lies on the 5-minute grid, on no holiday, within lead time and horizon, inside the phone hours of the ' +
    'therapist (unless `outside_phone_hours`), and is free for therapist and line. `slot_not_available` says in `reason` ' +
    'which of these it is not.',
  access: ['call.write'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: nothing,
  body: newPhoneCall,
  success: { status: 201, description: 'The phone call.', schema: phoneCall },
  problems: [
    'contact_stopped',
    'no_phone_number',
    'request_not_available',
    'agenda_full',
    'slot_not_available',
    'no_slot_available',
    'unavailable',
  ],
  examples: [
    {
      summary: 'The next free slot, about all that is open',
      body: { therapist_id: 955 },
      status: 201,
    },
    {
      summary: 'A chosen time, about one request',
      body: {
        therapist_id: 955,
        scheduled_date: '2026-11-26',
        scheduled_time: '15:00',
        duration_minutes: 10,
        placement_request_ids: [9551],
        notes: 'Die Praxis bat um Rückruf am Nachmittag.',
      },
      status: 201,
    },
    {
      summary: 'Outside of the phone hours',
      body: { therapist_id: 955, scheduled_date: '2026-11-26', scheduled_time: '08:00' },
      status: 409,
    },
  ],
});

export const readPhoneCall = operation({
  id: 'readPhoneCall',
  method: 'GET',
  path: '/api/phone-calls/{call_id}',
  summary: 'Reads a phone call.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The phone call.', schema: phoneCall },
  problems: ['not_found'],
  examples: [
    { summary: 'A scheduled call', params: { call_id: '{scheduled_call_id}' }, status: 200 },
    { summary: 'No call', params: { call_id: 'pc_00000000000000000000000000' }, status: 404 },
  ],
});

export const updatePhoneCall = operation({
  id: 'updatePhoneCall',
  method: 'PUT',
  path: '/api/phone-calls/{call_id}',
  summary: 'Moves a phone call, reports how a try went, cancels it, or keeps notes.',
  description:
    'Fields that are absent stay as they are. A failed call is tried again at another time as the same call, until its ' +
    'tries are used up; a completed one makes what was noted about its requests take effect.',
  access: ['call.write'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  body: phoneCallChanges,
  success: { status: 200, description: 'The phone call as it is now.', schema: phoneCall },
  problems: ['not_found', 'illegal_transition', 'slot_not_available', 'unavailable'],
  examples: [
    {
      summary: 'Another time',
      params: { call_id: '{scheduled_call_id}' },
      body: { scheduled_date: '2026-11-26', scheduled_time: '14:30' },
      status: 200,
    },
    {
      summary: 'The therapist was reached',
      params: { call_id: '{scheduled_call_id}' },
      body: { status: 'completed', outcome: 'reached', notes: 'Freundliches Gespräch.' },
      status: 200,
    },
    {
      summary: 'Nobody answered: try again later',
      params: { call_id: '{scheduled_call_id}' },
      body: { status: 'failed', outcome: 'no_answer', retry_after: '2026-11-27T00:00:00Z' },
      status: 200,
    },
    {
      summary: 'A canceled call stays canceled',
      params: { call_id: '{canceled_call_id}' },
      body: { status: 'completed' },
      status: 409,
    },
  ],
});

export const deletePhoneCall = operation({
  id: 'deletePhoneCall',
  method: 'DELETE',
  path: '/api/phone-calls/{call_id}',
  summary: 'Cancels a phone call and frees its slot.',
  description: 'The call stays readable as history; its requests become work items.',
  access: ['call.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: 'Canceled.' },
  problems: ['not_found', 'illegal_transition'],
  examples: [
    { summary: 'A scheduled call', params: { call_id: '{scheduled_call_id}' }, status: 204 },
    { summary: 'A call that was made', params: { call_id: '{completed_call_id}' }, status: 409 },
  ],
});

export const PHONE_CALL_OPERATIONS = [
  listPhoneCalls,
  createPhoneCall,
  readPhoneCall,
  updatePhoneCall,
  deletePhoneCall,
  listPhoneCallEntries,
  readPhoneCallEntry,
  updatePhoneCallEntry,
] as const;
