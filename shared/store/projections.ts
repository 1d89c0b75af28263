import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isStale, type Position } from '../domain/contact/placement-request.ts';
import type { Projections } from '../domain/stores/projections.ts';
import { therapistKey } from './contacts.ts';
import { toWrite } from './items.ts';
import { applied } from './leases.ts';

/** Key of everything that stands under one patient. */
export function patientKey(patientId: number): string {
  return `patient#${patientId}`;
}

/**
 * Therapists and patients in the table `contacts`, as events described them, fields of the wire kept as they are: as JSON
 * text, since DynamoDB has no place for every number and every depth that JSON has.
 */
export function createProjections(client: DynamoDBDocumentClient, table: string): Projections {
  const therapist = (id: number) => ({ pk: therapistKey(id), sk: 'directory' });
  const patient = (id: number) => ({ pk: patientKey(id), sk: 'patient' });

  const read = async (Key: { pk: string; sk: string }): Promise<Projected | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    if (!Item) return undefined;
    const { last, version } = Item as Pick<Projected, 'last' | 'version'>;
    return { data: JSON.parse(String(Item['data'])) as Projected['data'], last, version };
  };

  const project = async (
    Key: { pk: string; sk: string },
    data: Record<string, unknown>,
    position: Position,
  ): Promise<boolean> => {
    for (;;) {
      const stored = await read(Key);
      if (stored && isStale(position, stored.last)) return false;
      const version = stored?.version ?? 0;
      const merged = JSON.stringify(storable({ ...stored?.data, ...data }));
      const Item = { ...Key, data: merged, last: position, version: version + 1 };
      const condition = stored
        ? { ConditionExpression: 'version = :read', ExpressionAttributeValues: { ':read': version } }
        : { ConditionExpression: 'attribute_not_exists(pk)' };
      if (await applied(() => client.send(new PutCommand({ TableName: table, Item, ...condition }))))
        return true;
    }
  };

  const remove = (Key: { pk: string; sk: string }) =>
    toWrite(`data of ${Key.pk}`, { Delete: { TableName: table, Key } });

  return {
    projectTherapist: (id, data, position) => project(therapist(id), data, position),
    projectPatient: (id, data, position) => project(patient(id), data, position),
    getTherapistData: async (id) => (await read(therapist(id)))?.data,
    getPatientData: async (id) => (await read(patient(id)))?.data,
    removeTherapistData: (id) => remove(therapist(id)),
    removePatientData: (id) => remove(patient(id)),
  };
}

/** All fields of a person together have to fit an item (400 KB, CONTRACT §6). */
const MAX_FIELD_BYTES = 32 * 1024;

/** A field that is too large to be kept counts as unknown; the directory asks its owner for what is missing. */
function storable(data: Record<string, unknown>): Record<string, unknown> {
  const fits = (value: unknown) => Buffer.byteLength(JSON.stringify(value)) <= MAX_FIELD_BYTES;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => fits(value)));
}

interface Projected {
  data: Record<string, unknown>;
  last: Position;
  version: number;
}
