/** The outbox: what waits to be published, release what is blocked, announce what a sibling lost (CONTRACT §3). */
import { z } from 'zod';
import { operation } from './operation.ts';
import { aggregateBody, announced, outbox, outboxQuery, released } from './outbox-resource.ts';

const nothing = z.strictObject({});

export const readOutbox = operation({
  id: 'readOutbox',
  method: 'GET',
  path: '/api/outbox',
  summary:
    'Reads what waits to be published: how much, since when, what is blocked, and the events page by page.',
  access: ['ops.read'],
  params: nothing,
  query: outboxQuery,
  success: {
    status: 200,
    description: 'What waits.',
    schema: outbox,
    unversioned: true,
  },
  problems: ['invalid_cursor'],
  examples: [{ summary: 'What waits', status: 200 }],
});

export const releaseAggregate = operation({
  id: 'releaseAggregate',
  method: 'POST',
  path: '/api/outbox/release',
  summary: 'Lets the events of an aggregate go on.',
  description:
    'The relay tries them again at once. Where an event that cannot be published stands in their way, its number goes to an ' +
    'announcement of the present state of the aggregate (`announced: true`): no number is missing, and what follows keeps ' +
    'its order. What stood there is parked. Nothing is done (409) when no event tells the present state.',
  access: ['ops.write'],
  params: nothing,
  query: nothing,
  body: aggregateBody,
  success: { status: 200, description: 'What was done.', schema: released, unversioned: true },
  problems: ['not_found', 'nothing_to_announce'],
  examples: [
    {
      summary: 'An email of which events wait',
      body: { aggregate: { kind: 'email', id: '{told_email_id}' } },
      status: 200,
    },
    { summary: 'Nothing waits', body: { aggregate: { kind: 'therapist', id: 999_999 } }, status: 404 },
    { summary: 'No id of a therapist', body: { aggregate: { kind: 'therapist', id: '7' } }, status: 400 },
  ],
});

export const announceAggregate = operation({
  id: 'announceAggregate',
  method: 'POST',
  path: '/api/outbox/announce',
  summary: 'Publishes the present state of an aggregate again, for a sibling that lost it.',
  description:
    'The same event types as ever, with new ids and the next numbers of the aggregate, and `announced: true` in the payload: ' +
    'they are no news. Nothing is announced (409) where no event tells the present state, as of a placement request that waits.',
  access: ['ops.write'],
  params: nothing,
  query: nothing,
  body: aggregateBody,
  success: {
    status: 200,
    description: 'The events are on their way.',
    schema: announced,
    unversioned: true,
  },
  problems: ['not_found', 'nothing_to_announce'],
  examples: [
    {
      summary: 'An email',
      body: { aggregate: { kind: 'email', id: '{told_email_id}' } },
      status: 200,
    },
    {
      summary: 'A placement request that waits',
      body: { aggregate: { kind: 'request', id: 9911 } },
      status: 409,
    },
    { summary: 'No such therapist', body: { aggregate: { kind: 'therapist', id: 999_999 } }, status: 404 },
  ],
});

export const OUTBOX_OPERATIONS = [readOutbox, releaseAggregate, announceAggregate] as const;
