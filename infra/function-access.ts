import { BATCH_INDEX, MONTH_INDEX, THERAPIST_INDEX, WORK_INDEX } from '../shared/store/tables.ts';
import type { Access } from './constructs/access.ts';

/** Events are rows of the business transaction; only the relay reads them, and who operates it. */
const APPEND = ['PutItem'] as const;
const KEEP = ['GetItem', 'PutItem'] as const;
const MOVE = [...KEEP, 'DeleteItem'] as const;

/** A request moves between pool, call queue and patient's list; a contact is updated in two parts. */
const CONTACTS = [...MOVE, 'UpdateItem', 'Query'] as const;

/** What it takes to erase a person: he may stand in everything. */
const ERASING: Access = {
  tables: {
    contacts: CONTACTS,
    emails: [...MOVE, 'BatchGetItem'],
    calls: [...MOVE, 'BatchGetItem', 'Query'],
    runtime: [...MOVE, 'BatchGetItem', 'Query'],
    outbox: APPEND,
  },
  indexes: {
    emails: [THERAPIST_INDEX],
    calls: [THERAPIST_INDEX],
    runtime: [THERAPIST_INDEX, WORK_INDEX],
  },
  objects: { 'parked/': ['GetObject', 'DeleteObject'], 'inbound/': ['DeleteObject'] },
  pseudonyms: true,
};

/** Applying a record of the siblings' topics, when it arrives and when it is redriven. */
const INGESTING = {
  contacts: [...CONTACTS, 'BatchGetItem'],
  emails: KEEP,
  calls: MOVE,
  outbox: APPEND,
} as const;

/**
 * What every function may do: the one place that grants. `test/infra/least-privilege.test.ts` runs the functions and holds
 * every call against this, and this against the calls.
 */
export const FUNCTION_ACCESS = {
  'matching-events': {
    tables: { ...INGESTING, runtime: [...KEEP, 'UpdateItem'] },
    objects: { 'parked/': ['PutObject'] },
    pseudonyms: true,
  },
  'outbox-relay': {
    tables: { outbox: ['GetItem', 'Query', 'BatchWriteItem'], runtime: ['PutItem', 'DeleteItem'] },
  },
  'daily-batch-processing': {
    tables: { contacts: CONTACTS, emails: KEEP, runtime: KEEP, outbox: APPEND },
    indexes: { contacts: [WORK_INDEX] },
    pseudonyms: true,
  },
  'process-email-queue': {
    tables: { contacts: [...KEEP, 'UpdateItem'], emails: KEEP, runtime: MOVE, outbox: APPEND },
    indexes: { emails: [WORK_INDEX] },
    pseudonyms: true,
  },
  'check-unanswered-emails': {
    tables: {
      contacts: CONTACTS,
      emails: KEEP,
      calls: [...MOVE, 'Query'],
      runtime: KEEP,
      outbox: APPEND,
    },
    indexes: {
      contacts: [WORK_INDEX],
      emails: [WORK_INDEX, THERAPIST_INDEX],
      calls: [WORK_INDEX],
    },
    pseudonyms: true,
  },
  'ses-events': {
    tables: { contacts: [...MOVE, 'UpdateItem'], emails: KEEP, runtime: ['PutItem'], outbox: APPEND },
    pseudonyms: true,
  },
  'inbound-mail': {
    tables: {
      contacts: CONTACTS,
      emails: [...KEEP, 'BatchGetItem', 'Query'],
      calls: MOVE,
      runtime: KEEP,
      outbox: APPEND,
    },
    indexes: { emails: [THERAPIST_INDEX] },
    objects: { 'inbound/': ['GetObject', 'DeleteObject'] },
    pseudonyms: true,
  },
  'apply-erasures': ERASING,
  'apply-retention': {
    tables: {
      contacts: ['GetItem'],
      emails: [...MOVE, 'BatchGetItem'],
      calls: [...KEEP, 'BatchGetItem'],
      runtime: [...MOVE, 'BatchGetItem'],
      outbox: APPEND,
    },
    indexes: { emails: [MONTH_INDEX], calls: [MONTH_INDEX], runtime: [WORK_INDEX] },
    objects: { 'inbound/': ['DeleteObject'] },
    pseudonyms: true,
  },

  emails: {
    tables: {
      contacts: [...MOVE, 'UpdateItem'],
      emails: [...KEEP, 'BatchGetItem'],
      calls: MOVE,
      runtime: KEEP,
      outbox: APPEND,
    },
    indexes: { emails: [THERAPIST_INDEX, MONTH_INDEX, BATCH_INDEX] },
    pseudonyms: true,
  },
  'inbound-mails': {
    tables: {
      contacts: CONTACTS,
      emails: KEEP,
      calls: MOVE,
      runtime: [...KEEP, 'BatchGetItem', 'Query'],
      outbox: APPEND,
    },
    indexes: { runtime: [WORK_INDEX] },
    objects: { 'inbound/': ['GetObject'] },
    pseudonyms: true,
  },
  'phone-calls': {
    tables: {
      contacts: [...CONTACTS, 'BatchGetItem'],
      emails: KEEP,
      calls: [...MOVE, 'BatchGetItem', 'Query'],
      runtime: KEEP,
      outbox: APPEND,
    },
    indexes: { emails: [THERAPIST_INDEX], calls: [THERAPIST_INDEX, MONTH_INDEX] },
    pseudonyms: true,
  },
  'work-items': {
    tables: { runtime: [...KEEP, 'BatchGetItem'] },
    indexes: { runtime: [WORK_INDEX] },
    pseudonyms: true,
  },
  'caller-lines': { tables: { runtime: KEEP }, pseudonyms: true },
  // A mail that waits for a switch is woken: its turn is read, itself written.
  switches: { tables: { contacts: ['GetItem'], emails: KEEP, runtime: KEEP }, pseudonyms: true },
  therapists: {
    tables: {
      contacts: [...KEEP, 'UpdateItem'],
      calls: [...MOVE, 'Query'],
      runtime: KEEP,
      outbox: APPEND,
    },
    pseudonyms: true,
  },
  suppressions: {
    tables: { contacts: [...KEEP, 'BatchGetItem'], runtime: KEEP },
    indexes: { contacts: [WORK_INDEX] },
    pseudonyms: true,
  },
  erasures: ERASING,
  'parked-records': {
    // A redrive applies a record like the function of the topics.
    tables: { ...INGESTING, runtime: [...MOVE, 'UpdateItem', 'Query'] },
    objects: { 'parked/': ['GetObject', 'DeleteObject'] },
    pseudonyms: true,
  },
  outbox: {
    tables: {
      contacts: [...KEEP, 'UpdateItem'],
      emails: KEEP,
      calls: KEEP,
      // What stood in the way of a release is parked.
      runtime: [...KEEP, 'UpdateItem'],
      outbox: ['PutItem', 'UpdateItem', 'Query'],
    },
    objects: { 'parked/': ['PutObject'] },
    pseudonyms: true,
  },
  objections: {
    tables: {
      contacts: [...KEEP, 'UpdateItem', 'Query'],
      emails: KEEP,
      calls: MOVE,
      runtime: ['PutItem'],
      outbox: APPEND,
    },
    pseudonyms: true,
  },
  health: { tables: {} },
  'unknown-route': { tables: {} },
} as const satisfies Record<string, Access>;

export type FunctionName = keyof typeof FUNCTION_ACCESS;
