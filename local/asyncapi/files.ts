import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ROOT } from '../engine/functions.ts';
import { breakingChanges, type JsonSchema } from './compatibility.ts';
import { createEventDocument } from './document.ts';
import { exampleOf } from './examples.ts';
import { fileOf, MESSAGES, type Message } from './messages.ts';

/** A published file, from the root of the repository, and what is to stand in it. */
export interface PublishedFile {
  path: string;
  text: string;
}

/** Everything that siblings are given: the document, a schema and an example for each event. */
export async function publishedFiles(): Promise<PublishedFile[]> {
  const contents: [string, unknown][] = [
    ['docs/asyncapi.json', createEventDocument()],
    ...MESSAGES.map((message): [string, unknown] => [pathOf(message), withDialect(message)]),
    ...MESSAGES.map(({ name }): [string, unknown] => [`docs/events/examples/${name}.json`, exampleOf(name)]),
  ];
  return Promise.all(contents.map(async ([path, content]) => ({ path, text: await pretty(path, content) })));
}

/**
 * What the present contracts break of those that were published: every schema that stands in `docs/events/` has to be kept,
 * as long as its version lives.
 *
 * @param published name of the file → what stands in it
 */
export function breaksOf(
  published: ReadonlyMap<string, JsonSchema>,
  messages: readonly Message[] = MESSAGES,
): string[] {
  const present = new Map(messages.map((message) => [fileOf(message), message]));
  return [...published].flatMap(([file, before]) => {
    const message = present.get(file);
    if (!message) return [`${file}: the event is gone`];
    return breakingChanges(before, message.schema, message.flow).map((line) => `${file}: ${line}`);
  });
}

/** What stands in a file; empty when there is none. */
export async function written(path: string): Promise<string> {
  return readFile(join(ROOT, path), 'utf8').catch(() => '');
}

function pathOf(message: Message): string {
  return `docs/events/${fileOf(message)}`;
}

function withDialect({ name, description, schema }: Message) {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: name, description, ...schema };
}

async function pretty(path: string, content: unknown): Promise<string> {
  const filepath = join(ROOT, path);
  return format(JSON.stringify(content), { ...(await resolveConfig(filepath)), filepath });
}
