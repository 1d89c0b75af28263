import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { fieldMessage } from '../../../shared/http/field-messages.ts';

const schema = z.strictObject({
  id: z.int().positive(),
  kind: z.enum(['email', 'call']),
  note: z.string().min(1).max(5),
  at: z.iso.datetime(),
  numbers: z.array(z.number()).min(1),
  on: z.boolean().optional(),
  own: z.string().regex(/^x/, 'must begin with x').optional(),
});
const good = { id: 1, kind: 'call', note: 'abc', at: '2026-11-22T10:00:00Z', numbers: [1] };

function messagesOf(value: object): Record<string, string> {
  const { error } = schema.safeParse(value, { error: fieldMessage });
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]));
}

describe('what is said of a field', () => {
  it('names what is missing', () => {
    expect(messagesOf({})).toEqual({
      id: 'is missing',
      kind: 'is missing',
      note: 'is missing',
      at: 'is missing',
      numbers: 'is missing',
    });
  });

  it.each([
    [{ id: 'one' }, { id: 'must be a number' }],
    [{ id: 1.5 }, { id: 'must be a whole number' }],
    [{ id: 0 }, { id: 'must be more than 0' }],
    [{ kind: 'fax' }, { kind: 'must be one of email, call' }],
    [{ note: 7 }, { note: 'must be text' }],
    [{ note: '' }, { note: 'must have at least 1 character' }],
    [{ note: 'secret' }, { note: 'must have at most 5 characters' }],
    [{ at: 'tomorrow' }, { at: 'must be an instant such as 2026-01-31T09:00:00Z' }],
    [{ numbers: {} }, { numbers: 'must be a list' }],
    [{ numbers: ['x'] }, { 'numbers.0': 'must be a number' }],
    [{ on: 'yes' }, { on: 'must be true or false' }],
  ])('says what has to be there: %j', (wrong, expected) => {
    expect(messagesOf({ ...good, ...wrong })).toEqual(expected);
  });

  it('leaves a schema its own words', () => {
    expect(messagesOf({ ...good, own: 'y' })).toEqual({ own: 'must begin with x' });
  });
});
