/** Parked records: what came over a topic and could not be understood; list, read, redrive and drop (CONTRACT §3). */
import { z } from 'zod';
import { page } from './fields.ts';
import { operation } from './operation.ts';
import {
  parkedRecord,
  parkedRecordId,
  parkedRecordQuery,
  parkedRecordWithBytes,
} from './parked-record-resource.ts';

const byId = z.strictObject({ parked_record_id: parkedRecordId });
const nothing = z.strictObject({});
const NONE = { parked_record_id: 'matching-events-0-0000000000000000' };

export const listParkedRecords = operation({
  id: 'listParkedRecords',
  method: 'GET',
  path: '/api/parked-records',
  summary: 'Lists the records that could not be understood, by topic, partition and offset.',
  access: ['ops.read'],
  params: nothing,
  query: parkedRecordQuery,
  success: { status: 200, description: 'A page of parked records.', schema: page(parkedRecord) },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'All of them', status: 200 },
    {
      summary: 'Those of one topic with a field at fault',
      query: { topic: 'matching-events', reason: 'invalid_payload' },
      status: 200,
    },
    { summary: 'No topic', query: { topic: 'matching events' }, status: 400 },
  ],
});

export const readParkedRecord = operation({
  id: 'readParkedRecord',
  method: 'GET',
  path: '/api/parked-records/{parked_record_id}',
  summary: 'Reads a parked record, with its bytes for whoever may see content.',
  access: ['ops.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The parked record.', schema: parkedRecordWithBytes },
  problems: ['not_found'],
  examples: [
    { summary: 'A parked record', params: { parked_record_id: '{parked_record_id}' }, status: 200 },
    { summary: 'None', params: NONE, status: 404 },
  ],
});

export const dropParkedRecord = operation({
  id: 'dropParkedRecord',
  method: 'DELETE',
  path: '/api/parked-records/{parked_record_id}',
  summary: 'Drops a parked record: nobody will apply it.',
  access: ['ops.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: 'Dropped.' },
  problems: ['not_found'],
  examples: [
    {
      summary: 'A record that means nothing',
      params: { parked_record_id: '{parked_record_id}' },
      status: 204,
    },
  ],
});

export const redriveParkedRecord = operation({
  id: 'redriveParkedRecord',
  method: 'POST',
  path: '/api/parked-records/{parked_record_id}/redrive',
  summary: 'Applies a parked record again, as if it came from its topic now.',
  description:
    'What newer records of its topic have overtaken changes nothing, as always. Then it is parked no longer. One that is ' +
    'still not understood stays, and the answer (409) tells its present `reason`; so it does when something fails for the ' +
    'moment (503).',
  access: ['ops.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: 'Done with: it is parked no longer.' },
  problems: ['not_found', 'not_understood'],
  examples: [
    {
      summary: 'A record that is understood by now',
      params: { parked_record_id: '{redrivable_record_id}' },
      status: 204,
    },
    {
      summary: 'One that is not',
      params: { parked_record_id: '{parked_record_id}' },
      status: 409,
    },
  ],
});

export const PARKED_RECORD_OPERATIONS = [
  listParkedRecords,
  readParkedRecord,
  dropParkedRecord,
  redriveParkedRecord,
] as const;
