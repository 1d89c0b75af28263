/** Suppressions: addresses that get no mail; list, read, add and lift them (CONTRACT §2, §3). */
import { z } from 'zod';
import { page } from './fields.ts';
import { operation } from './operation.ts';
import { newSuppression, suppression, suppressionId, suppressionQuery } from './suppression-resource.ts';

const byId = z.strictObject({ suppression_id: suppressionId });
const nothing = z.strictObject({});

export const listSuppressions = operation({
  id: 'listSuppressions',
  method: 'GET',
  path: '/api/suppressions',
  summary: 'Lists the addresses that get no mail now, newest first.',
  access: ['ops.read'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: suppressionQuery,
  success: { status: 200, description: 'A page of suppressions.', schema: page(suppression) },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'All of them', status: 200 },
    { summary: 'What SES reported as bounced', query: { reason: 'bounce', source: 'ses' }, status: 200 },
    { summary: 'A filter that would put an address into a URL', query: { address: 'x' }, status: 400 },
  ],
});

export const createSuppression = operation({
  id: 'createSuppression',
  method: 'POST',
  path: '/api/suppressions',
  summary: 'Keeps mail from an address.',
  description:
    'From now on no email is queued for it, and one that is queued is canceled when its turn comes: its placement ' +
    'requests take the way of a call. An address that is suppressed already stays so for the graver of both reasons and ' +
    'for the longer of both times; to shorten that, lift it first.',
  access: ['ops.write'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: nothing,
  body: newSuppression,
  success: { status: 201, description: 'The suppression that holds now.', schema: suppression },
  problems: [],
  examples: [
    {
      summary: 'A therapist who asked on the phone for no more mail',
      body: { address: 'praxis-982@praxis.example', reason: 'requested' },
      status: 201,
    },
    {
      summary: 'For some time',
      body: {
        address: 'Vertretung@Praxis.example',
        reason: 'other',
        expires_at: '2027-03-01T00:00:00Z',
      },
      status: 201,
    },
    {
      summary: 'No address',
      body: { address: 'praxis-982', reason: 'wrong_address' },
      status: 400,
    },
    {
      summary: 'A time that is over',
      body: { address: 'praxis-982@praxis.example', reason: 'other', expires_at: '2026-01-01T00:00:00Z' },
      status: 400,
    },
  ],
});

export const readSuppression = operation({
  id: 'readSuppression',
  method: 'GET',
  path: '/api/suppressions/{suppression_id}',
  summary: 'Reads a suppression.',
  access: ['ops.read'],
  optionalScopes: ['email.content'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The suppression.', schema: suppression },
  problems: ['not_found'],
  examples: [
    { summary: 'A suppression', params: { suppression_id: '{seeded_suppression_id}' }, status: 200 },
    { summary: 'None', params: { suppression_id: '000000000000000000000000' }, status: 404 },
  ],
});

export const liftSuppression = operation({
  id: 'liftSuppression',
  method: 'DELETE',
  path: '/api/suppressions/{suppression_id}',
  summary: 'Lifts a suppression: the address gets mail again.',
  description:
    'Emails that are still queued for it leave in their turn. Placement requests that took the way of a call stay on it. ' +
    'The next bounce or complaint suppresses the address again.',
  access: ['ops.write'],
  params: byId,
  query: nothing,
  success: { status: 204, description: 'Lifted.' },
  problems: ['not_found'],
  examples: [
    {
      summary: 'An address that works again',
      params: { suppression_id: '{seeded_suppression_id}' },
      status: 204,
    },
  ],
});

export const SUPPRESSION_OPERATIONS = [
  listSuppressions,
  createSuppression,
  readSuppression,
  liftSuppression,
] as const;
