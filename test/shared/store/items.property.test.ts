import { describe, expect, it } from '@jest/globals';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { fromAttributes, toAttributes } from '../../../shared/store/items.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();

/** A field's name as the domain writes it. */
const fieldName = fc
  .stringMatching(/^[a-z]{1,6}([A-Z][a-z]{1,6}){0,3}$/)
  .filter((name) => !RESERVED.has(name));

/** Keys and index attributes belong to the stores; no aggregate has such a field. */
const RESERVED = new Set(['pk', 'sk', 'workKey', 'workAt']);

const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: 'grapheme' }),
    fc.maxSafeInteger(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fieldName, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const aggregate = fc.dictionary(fieldName, value, { maxKeys: 6, noNullPrototype: true });

describe('attributes', () => {
  it('carry every object of the domain to its table and back', async () => {
    const Key = { pk: 'round-trip', sk: 'round-trip' };
    const TableName = db.tables.contacts;
    await fc.assert(
      fc.asyncProperty(aggregate, async (object) => {
        await db.client.send(new PutCommand({ TableName, Item: { ...toAttributes(object), ...Key } }));
        const { Item } = await db.client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
        expect(fromAttributes(Item ?? {})).toEqual(object);
      }),
      { numRuns: 150 },
    );
  });

  it('leave out what is undefined, at every depth', () => {
    const object = { a: undefined, deepDown: { b: undefined, list: [{ c: undefined, d: 1 }] } };
    expect(toAttributes(object)).toEqual({ deep_down: { list: [{ d: 1 }] } });
  });

  it('have names in snake case', () => {
    expect(toAttributes({ notBefore: 1, sesMessageId: { mailboxKey: 2 } })).toEqual({
      not_before: 1,
      ses_message_id: { mailbox_key: 2 },
    });
  });
});
