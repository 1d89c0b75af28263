import { expectDone, problemOf, type OpsApi } from './api.ts';
import { exactly, UsageError, type Outcome } from '../command.ts';

/** Which records: all that fit. */
export interface ParkedOptions {
  topic?: string | undefined;
  reason?: string | undefined;
  all?: boolean | undefined;
}

interface Parked {
  id: string;
  reason: string;
  size: number;
  parked_at: string;
}

const PATH = '/api/parked-records';

/** `ops parked …` */
export async function parked(
  api: OpsApi,
  [command, ...ids]: string[],
  options: ParkedOptions,
): Promise<Outcome> {
  switch (command) {
    case 'list':
      exactly([], ids);
      return list(api, options);
    case 'show':
      return show(api, exactly(['ID'], ids)[0] ?? '');
    case 'redrive':
      return redrive(api, await chosen(api, ids, options));
    case 'drop':
      return drop(api, exactly(['ID'], ids)[0] ?? '');
    default:
      throw new UsageError(`there is no command parked ${command ?? ''}`);
  }
}

async function list(api: OpsApi, options: ParkedOptions): Promise<Outcome> {
  const items = await allOf(api, options);
  const lines = items.map(({ id, reason, size, parked_at }) => `${parked_at}  ${id}  ${reason}  ${size} B`);
  return { ok: true, json: { items }, lines: [...lines, `${items.length} parked`] };
}

async function allOf(api: OpsApi, { topic, reason }: ParkedOptions): Promise<Parked[]> {
  const items: Parked[] = [];
  let cursor: string | undefined;
  do {
    const { body } = await api.get(PATH, { topic, reason, limit: '100', cursor });
    items.push(...(body['items'] as Parked[]));
    cursor = (body['next_cursor'] as string | null) ?? undefined;
  } while (cursor !== undefined);
  return items;
}

async function show(api: OpsApi, id: string): Promise<Outcome> {
  const { body } = await api.get(pathOf(id));
  return {
    ok: true,
    json: body,
    lines: Object.entries(body).map(([name, value]) => `${name}: ${String(value)}`),
  };
}

async function chosen(api: OpsApi, ids: string[], options: ParkedOptions): Promise<string[]> {
  if (options.all && ids.length === 0) return (await allOf(api, options)).map(({ id }) => id);
  if (options.all || ids.length === 0) throw new UsageError('expected ids, or --all');
  return ids;
}

/** One after the other, in the order of their topics; one that is refused stops no other. */
async function redrive(api: OpsApi, ids: string[]): Promise<Outcome> {
  const results: { id: string; done: boolean; problem?: string }[] = [];
  for (const id of ids) {
    const answer = await api.post(`${pathOf(id)}/redrive`);
    const done = answer.status < 400;
    results.push({ id, done, ...(!done && { problem: problemOf(answer) }) });
  }
  const done = results.filter((result) => result.done).length;
  return {
    ok: done === results.length,
    json: { results },
    lines: [
      ...results.map(({ id, problem }) => `${id}  ${problem ?? 'done'}`),
      `${done} of ${results.length} redriven`,
    ],
  };
}

async function drop(api: OpsApi, id: string): Promise<Outcome> {
  const { etag } = await api.get(pathOf(id));
  expectDone(await api.delete(pathOf(id), etag));
  return { ok: true, json: { id, dropped: true }, lines: [`${id}  dropped`] };
}

function pathOf(id: string): string {
  return `${PATH}/${encodeURIComponent(id)}`;
}
