import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { publishedFiles, written } from '../../../local/asyncapi/files.ts';
import { fileOf, MESSAGES } from '../../../local/asyncapi/messages.ts';
import { ROOT } from '../../../local/engine/functions.ts';
import { readIncomingEvent } from '../../../shared/contracts/events/incoming.ts';
import { eventOutSchema } from '../../../shared/contracts/events/events-out.ts';
import { readPublished } from '../../../local/invariants/published.ts';
import type { EventType } from '../../../shared/domain/events.ts';

const require = createRequire(import.meta.url);
const read = async (path: string) => JSON.parse(await readFile(join(ROOT, path), 'utf8')) as object;
const [IN, OUT] = [
  MESSAGES.filter(({ flow }) => flow === 'in'),
  MESSAGES.filter(({ flow }) => flow === 'out'),
];

/** Why something does not fit a schema; none when it does. */
function faultsOf(schema: object, value: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('docs/asyncapi.json and docs/events', () => {
  it('are what the schemas say (npm run asyncapi writes them)', async () => {
    const files = await publishedFiles();
    for (const { path, text } of files) expect([path, await written(path)]).toEqual([path, text]);
    const names = [
      ...(await readdir(join(ROOT, 'docs/events/examples'))),
      ...(await readdir(join(ROOT, 'docs/events'))),
    ];
    expect(names.filter((name) => name.endsWith('.json'))).toHaveLength(files.length - 1);
  });

  it('are a document of AsyncAPI 3, by the schema that its makers publish', async () => {
    const schema = require('@asyncapi/specs/schemas/3.0.0-without-$id.json') as object;
    const document = await read('docs/asyncapi.json');
    expect(faultsOf(schema, document)).toEqual([]);
    expect(faultsOf(schema, { ...document, operations: { a: { action: 'sends' } } })).not.toEqual([]);
  });

  it('refer to nothing that they do not have', async () => {
    const document = await read('docs/asyncapi.json');
    const references = JSON.stringify(document).match(/"\$ref":"[^"]+"/g) ?? [];
    expect(references.length).toBeGreaterThan(MESSAGES.length);
    for (const reference of references) {
      const path = (JSON.parse(`{${reference}}`) as { $ref: string }).$ref.slice(2).split('/');
      const found = path.reduce<unknown>(
        (at, name) => (at as Record<string, unknown> | undefined)?.[name],
        document,
      );
      expect([reference, found]).toEqual([reference, expect.anything()]);
    }
  });

  it('state that a topic takes messages of at most 1 MB', async () => {
    const { channels } = (await read('docs/asyncapi.json')) as {
      channels: Record<string, { bindings: { kafka: { topicConfiguration: object } } }>;
    };
    expect(Object.keys(channels)).toHaveLength(4);
    for (const { bindings } of Object.values(channels))
      expect(bindings.kafka.topicConfiguration).toEqual({ 'max.message.bytes': 1_000_000 });
  });
});

describe('an example of an event', () => {
  it.each(MESSAGES)('$name fits its schema, and one without its payload does not', async (message) => {
    const schema = await read(`docs/events/${fileOf(message)}`);
    const example = await read(`docs/events/examples/${message.name}.json`);
    expect(faultsOf(schema, example)).toEqual([]);
    expect(faultsOf(schema, { ...example, payload: {} })).not.toEqual([]);
    expect(faultsOf(schema, { ...example, more: 1 })).toEqual([]);
  });

  it.each(IN)('$name is understood by the service', async ({ name }) => {
    const bytes = await readFile(join(ROOT, `docs/events/examples/${name}.json`));
    expect(readIncomingEvent(bytes)).toMatchObject({ kind: 'event' });
  });

  it.each(OUT)('$name is exactly what the service tells', async ({ name }) => {
    const example = await read(`docs/events/examples/${name}.json`);
    expect(eventOutSchema(name as EventType).safeParse(example).error).toBeUndefined();
    const [good, bad] = [
      example,
      { ...example, payload: { ...(example as { payload: object }).payload, name: 'Erika' } },
    ];
    const entries = [good, bad].map((event) => ({ Detail: JSON.stringify(event) }));
    expect(readPublished(entries as Parameters<typeof readPublished>[0])).toMatchObject({
      events: [{}],
      unreadable: [1],
    });
  });
});
