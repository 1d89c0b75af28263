import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Write } from '../domain/stores/unit-of-work.ts';

/** One element of a DynamoDB transaction. */
export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** What a `Write` is inside the stores. */
export interface StoredWrite {
  label: string;
  item: TransactItem;
}

/** Seals a transaction element into the opaque write that use cases hand around. */
export function toWrite(label: string, item: TransactItem): Write {
  const stored: StoredWrite = { label, item };
  return stored as unknown as Write;
}

/** Opens the opaque write again. */
export function fromWrite(write: Write): StoredWrite {
  return write as unknown as StoredWrite;
}

export type Attributes = Record<string, unknown>;

/** Domain object → attributes: camelCase keys become snake_case, undefined fields are left out. */
export function toAttributes(value: object): Attributes {
  return mapKeys(value, (key) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)) as Attributes;
}

/**
 * Attributes → domain object: the reverse of `toAttributes`; keys and index attributes are dropped. The type is the
 * caller's word: only this service writes its tables, and every write replaces a version that was read.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- one place for the cast instead of one a store
export function fromAttributes<T>(item: Attributes): T {
  const { pk: _pk, sk: _sk, work_key: _workKey, work_at: _workAt, ...fields } = item;
  return mapKeys(fields, (key) => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())) as T;
}

function mapKeys(value: unknown, rename: (key: string) => string): unknown {
  if (Array.isArray(value)) return value.map((element) => mapKeys(element, rename));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.map(([key, field]) => [rename(key), mapKeys(field, rename)]));
}

/**
 * Condition and new number of a versioned item: a version of 0 means that the item must not exist yet.
 */
export function versionCondition(version: number): {
  ConditionExpression: string;
  ExpressionAttributeValues?: Attributes;
} {
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(version)' };
  return {
    ConditionExpression: 'version = :read_version',
    ExpressionAttributeValues: { ':read_version': version },
  };
}

/** A Put of a versioned aggregate that replaces exactly the version that was read. */
export function putVersioned(
  table: string,
  key: { pk: string; sk: string },
  aggregate: { version: number },
  extra: Attributes = {},
): TransactItem {
  const Item = { ...toAttributes(aggregate), ...extra, ...key, version: aggregate.version + 1 };
  return { Put: { TableName: table, Item, ...versionCondition(aggregate.version) } };
}

/** SET and REMOVE clauses that bring an item's attributes to the given values; undefined ones are removed. */
export function updateClauses(fields: Attributes): {
  set: string[];
  remove: string[];
  names: Record<string, string>;
  values: Attributes;
} {
  const set: string[] = [];
  const remove: string[] = [];
  const names: Record<string, string> = {};
  const values: Attributes = {};
  for (const [name, value] of Object.entries(fields)) {
    names[`#${name}`] = name;
    if (value === undefined) remove.push(`#${name}`);
    else {
      set.push(`#${name} = :${name}`);
      values[`:${name}`] = value;
    }
  }
  return { set, remove, names, values };
}
