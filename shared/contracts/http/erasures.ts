/** Erasures of persons: ask for one, list them, look how far one is (CONTRACT §2, §3). */
import { z } from 'zod';
import { erasure, erasureId, erasureQuery, newErasure } from './erasure-resource.ts';
import { page } from './fields.ts';
import { operation } from './operation.ts';

const byId = z.strictObject({ erasure_id: erasureId });
const nothing = z.strictObject({});

export const listErasures = operation({
  id: 'listErasures',
  method: 'GET',
  path: '/api/erasures',
  summary: 'Lists all erasures, newest first.',
  access: ['privacy.erase'],
  params: nothing,
  query: erasureQuery,
  success: { status: 200, description: 'A page of erasures.', schema: page(erasure) },
  problems: ['invalid_cursor'],
  examples: [
    { summary: 'The first page', status: 200 },
    { summary: 'A filter that there is not', query: { subject_id: '7' }, status: 400 },
  ],
});

export const createErasure = operation({
  id: 'createErasure',
  method: 'POST',
  path: '/api/erasures',
  summary: 'Erases a patient or a therapist.',
  description:
    'From now on nothing of the person is taken in, from events, replays or sibling services. What fits into the call is ' +
    'erased at once, the rest within minutes; a second round follows half an hour later, for what was under way. His placement ' +
    'requests become `erased`, emails that have not left lose him or are canceled, calls and work items lose him, texts that ' +
    'may speak of him are deleted. Ids of our own, states and times stay. A person is erased once: asking again answers the ' +
    'same erasure, also for somebody whom nobody knows.',
  access: ['privacy.erase'],
  params: nothing,
  query: nothing,
  body: newErasure,
  success: { status: 201, description: 'The erasure, as far as it has come.', schema: erasure },
  problems: [],
  examples: [
    { summary: 'A patient', body: { subject_kind: 'patient', subject_id: 9901 }, status: 201 },
    { summary: 'A therapist', body: { subject_kind: 'therapist', subject_id: 990 }, status: 201 },
    { summary: 'Nobody whom there are', body: { subject_kind: 'caller', subject_id: 1 }, status: 400 },
    { summary: 'No id', body: { subject_kind: 'patient', subject_id: '9901' }, status: 400 },
  ],
});

export const readErasure = operation({
  id: 'readErasure',
  method: 'GET',
  path: '/api/erasures/{erasure_id}',
  summary: 'Reads an erasure: how far it is, and what was erased.',
  access: ['privacy.erase'],
  params: byId,
  query: nothing,
  success: { status: 200, description: 'The erasure.', schema: erasure },
  problems: ['not_found'],
  examples: [
    { summary: 'An erasure', params: { erasure_id: '{seeded_erasure_id}' }, status: 200 },
    { summary: 'None', params: { erasure_id: 'er_00000000000000000000000000' }, status: 404 },
  ],
});

export const ERASURE_OPERATIONS = [listErasures, createErasure, readErasure] as const;
