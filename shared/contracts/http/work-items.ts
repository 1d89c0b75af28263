/** Work items: read, list and change what only staff can bring forward (CONTRACT §2, §3). */
import { z } from 'zod';
import { page } from './fields.ts';
import { operation } from './operation.ts';
import { workItem, workItemChanges, workItemId, workItemQuery } from './work-item-resource.ts';

const byId = z.strictObject({ work_item_id: workItemId });
const nothing = z.strictObject({});

export const listWorkItems = operation({
  id: 'listWorkItems',
  method: 'GET',
  path: '/api/work-items',
  summary: 'Lists what staff have to do, by due date, or what they have done, latest first.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: workItemQuery,
  success: { status: 200, description: 'A page of work items.', schema: page(workItem) },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'All that is open', status: 200 },
    {
      summary: 'Calls that have to be booked again, due before a day',
      query: { kind: 'rebook_call', due_to: '2026-12-01T00:00:00Z', limit: '5' },
      status: 200,
    },
    {
      summary: 'What was done for one therapist',
      query: { status: 'done', therapist_id: '963' },
      status: 200,
    },
    { summary: 'A kind that there is not', query: { kind: 'call_overdue' }, status: 400 },
  ],
});

export const readWorkItem = operation({
  id: 'readWorkItem',
  method: 'GET',
  path: '/api/work-items/{work_item_id}',
  summary: 'Reads a work item.',
  access: ['call.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The work item.', schema: workItem },
  problems: ['not_found'],
  examples: [
    { summary: 'An open one', params: { work_item_id: '{open_work_item_id}' }, status: 200 },
    { summary: 'None', params: { work_item_id: 'wi_00000000000000000000000000' }, status: 404 },
  ],
});

export const updateWorkItem = operation({
  id: 'updateWorkItem',
  method: 'PUT',
  path: '/api/work-items/{work_item_id}',
  summary: 'Says that a work item is done, or open again, puts it off, or keeps notes.',
  description:
    'Fields that are absent stay as they are. Requests keep waiting for a work item that is done until they are ' +
    'answered, closed or put on a call; when the last one has gone on, an open work item is done by itself.',
  access: ['call.write'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  body: workItemChanges,
  success: { status: 200, description: 'The work item as it is now.', schema: workItem },
  problems: ['not_found'],
  examples: [
    {
      summary: 'Dealt with',
      params: { work_item_id: '{open_work_item_id}' },
      body: { status: 'done', notes: 'Die Praxis meldet sich bis Freitag.' },
      status: 200,
    },
    {
      summary: 'Later',
      params: { work_item_id: '{open_work_item_id}' },
      body: { due_at: '2026-12-24T12:00:00Z' },
      status: 200,
    },
    {
      summary: 'Not done after all',
      params: { work_item_id: '{done_work_item_id}' },
      body: { status: 'open' },
      status: 200,
    },
    {
      summary: 'A status that there is not',
      params: { work_item_id: '{open_work_item_id}' },
      body: { status: 'closed' },
      status: 400,
    },
  ],
});

export const WORK_ITEM_OPERATIONS = [listWorkItems, readWorkItem, updateWorkItem] as const;
