import { expectDone, type OpsApi } from './api.ts';
import { exactly, UsageError, type Outcome } from '../command.ts';

interface Named {
  aggregate: { kind: string; id: string | number };
}

interface OutboxView {
  owed: number;
  complete: boolean;
  oldest_at?: string;
  blocked: (Named & { seq: number; reason: string })[];
  items: (Named & { seq: number; event_type?: string; at?: string })[];
  next_cursor: string | null;
}

const PATH = '/api/outbox';
const NUMBERED = new Set(['request', 'therapist']);
const KINDS = ['email', 'call', ...NUMBERED];

/** `ops outbox …` */
export async function outbox(api: OpsApi, [command, ...names]: string[]): Promise<Outcome> {
  switch (command) {
    case 'show':
      exactly([], names);
      return show(api);
    case 'release':
    case 'announce':
      return act(api, command, exactly(['KIND', 'ID'], names));
    default:
      throw new UsageError(`there is no command outbox ${command ?? ''}`);
  }
}

async function show(api: OpsApi): Promise<Outcome> {
  const view = (await api.get(PATH, { limit: '100' })).body as unknown as OutboxView;
  const { owed, complete, oldest_at, blocked, items, next_cursor } = view;
  return {
    ok: true,
    json: view,
    lines: [
      ...items.map(
        (item) => `${item.at ?? '?'}  ${nameOf(item)} ${item.seq}  ${item.event_type ?? 'unreadable'}`,
      ),
      ...(next_cursor === null ? [] : ['…']),
      ...blocked.map((block) => `blocked: ${nameOf(block)} at ${block.seq}, ${block.reason}`),
      `${complete ? '' : 'at least '}${owed} events wait${oldest_at === undefined ? '' : `, since ${oldest_at}`}`,
    ],
  };
}

function nameOf({ aggregate: { kind, id } }: Named): string {
  return `${kind} ${id}`;
}

async function act(api: OpsApi, command: string, [kind = '', id = '']: string[]): Promise<Outcome> {
  if (!KINDS.includes(kind)) throw new UsageError(`there is no ${kind}, only ${KINDS.join(', ')}`);
  const aggregate = { kind, id: NUMBERED.has(kind) ? Number(id) : id };
  const { body } = expectDone(await api.post(`${PATH}/${command}`, { aggregate }));
  const said = command === 'release' ? String(body['done']) : `${String(body['events'])} announced`;
  return { ok: true, json: body, lines: [`${kind} ${id}  ${said}`] };
}
