import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { breakingChanges, type JsonSchema } from '../../../local/asyncapi/compatibility.ts';
import { breaksOf } from '../../../local/asyncapi/files.ts';
import { MESSAGES } from '../../../local/asyncapi/messages.ts';
import { ROOT } from '../../../local/engine/functions.ts';

const FOLDER = join(ROOT, 'docs/events');
async function published(): Promise<Map<string, JsonSchema>> {
  const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.schema.json'));
  const read = async (file: string) => JSON.parse(await readFile(join(FOLDER, file), 'utf8')) as JsonSchema;
  return new Map(await Promise.all(files.map(async (file) => [file, await read(file)] as const)));
}

const id: JsonSchema = { type: 'integer', exclusiveMinimum: 0 };
const kind: JsonSchema = { type: 'string', enum: ['a', 'b'] };
const note: JsonSchema = { type: 'string', maxLength: 10 };
const object = (properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema => ({
  type: 'object',
  properties,
  required,
});
const event = (payload: JsonSchema) => object({ payload }, ['payload']);
const BEFORE = event(object({ id, kind, note, ids: { type: 'array', items: id } }, ['id', 'kind']));
const changed = (fields: Record<string, JsonSchema>, required = ['id', 'kind']) =>
  event(object({ id, kind, note, ids: { type: 'array', items: id }, ...fields }, required));

describe('the events that siblings know', () => {
  it('are not broken by the present contracts', async () => {
    const schemas = await published();
    expect(schemas.size).toBe(MESSAGES.length);
    expect(breaksOf(schemas)).toEqual([]);
  });

  it.each(MESSAGES)('miss $name when it is gone, or has another version only', async ({ name }) => {
    const others = MESSAGES.filter((message) => message.name !== name);
    const gone = [`${name}.v1.schema.json: the event is gone`];
    expect(breaksOf(await published(), others)).toEqual(gone);
    const raised = MESSAGES.map((message) => (message.name === name ? { ...message, version: 2 } : message));
    expect(breaksOf(await published(), raised)).toEqual(gone);
  });

  it.each(MESSAGES)('miss each field of $name that is gone', async (message) => {
    const schemas = await published();
    const payload = message.schema.properties?.['payload'];
    for (const field of Object.keys(payload?.properties ?? {})) {
      const { [field]: _gone, ...properties } = payload?.properties ?? {};
      const schema = {
        ...message.schema,
        properties: { ...message.schema.properties, payload: { ...payload, properties } },
      };
      const present = MESSAGES.map((each) => (each === message ? { ...message, schema } : each));
      expect(breaksOf(schemas, present)[0]).toContain(`/payload/${field} is gone`);
    }
  });
});

describe('a change of an event that comes in', () => {
  it.each([
    ['a further field that may be absent', changed({ more: note })],
    ['a field that may be absent by now', changed({}, ['id'])],
    ['a further value', changed({ kind: { type: 'string', enum: ['a', 'b', 'c'] } })],
    ['any text for some', changed({ kind: { type: 'string' } })],
    ['a further type', changed({ id: { anyOf: [id, { type: 'null' }] } })],
    ['more room', changed({ note: { type: 'string', maxLength: 20 } })],
    ['nothing', BEFORE],
  ])('breaks nobody by %s', (_what, after) => {
    expect(breakingChanges(BEFORE, after, 'in')).toEqual([]);
  });

  it.each([
    ['a field that is gone', event(object({ id, kind, note }, ['id', 'kind'])), '/payload/ids is gone'],
    [
      'a new field that has to be there',
      changed({ more: note }, ['id', 'kind', 'more']),
      '/payload/more is required',
    ],
    ['a field that has to be there by now', changed({}, ['id', 'kind', 'note']), '/payload/note is required'],
    ['another type', changed({ id: { type: 'string' } }), '/payload/id is refused by its type'],
    [
      'another type in a list',
      changed({ ids: { type: 'array', items: note } }),
      '/payload/ids/* is refused by its type',
    ],
    [
      'a value less',
      changed({ kind: { type: 'string', enum: ['a'] } }),
      '/payload/kind is refused by its values',
    ],
    ['values for any text', changed({ note: kind }), '/payload/note is refused by its values'],
    [
      'less room',
      changed({ note: { type: 'string', maxLength: 9 } }),
      '/payload/note is refused by its maxLength',
    ],
    [
      'a higher bound',
      changed({ id: { type: 'integer', minimum: 5, exclusiveMinimum: 0 } }),
      '/payload/id is refused by its minimum',
    ],
    [
      'a pattern',
      changed({ note: { type: 'string', maxLength: 10, pattern: 'x' } }),
      '/payload/note is refused by its pattern',
    ],
  ])('breaks its producers by %s', (_what, after, line) => {
    expect(breakingChanges(BEFORE, after, 'in')[0]).toContain(line);
  });
});

describe('a change of an event that goes out', () => {
  it.each([
    ['a further field', changed({ more: note }, ['id', 'kind', 'more'])],
    ['a field that is always there by now', changed({}, ['id', 'kind', 'note'])],
    ['a value less', changed({ kind: { type: 'string', enum: ['a'] } })],
    ['nothing', BEFORE],
  ])('breaks nobody by %s', (_what, after) => {
    expect(breakingChanges(BEFORE, after, 'out')).toEqual([]);
  });

  it.each([
    ['a field that is gone', event(object({ id, kind, note }, ['id', 'kind'])), '/payload/ids is gone'],
    ['a field that may be absent', changed({}, ['id']), '/payload/kind is required'],
    ['another type', changed({ id: { type: 'string' } }), '/payload/id is refused by its type'],
    [
      'a further type',
      changed({ id: { anyOf: [id, { type: 'null' }] } }),
      '/payload/id is refused by its type',
    ],
    [
      'a further value',
      changed({ kind: { type: 'string', enum: ['a', 'b', 'c'] } }),
      '/payload/kind is refused by its values',
    ],
    [
      'more room',
      changed({ note: { type: 'string', maxLength: 20 } }),
      '/payload/note is refused by its maxLength',
    ],
  ])('breaks its readers by %s', (_what, after, line) => {
    expect(breakingChanges(BEFORE, after, 'out')[0]).toContain(line);
  });
});
