import { createAgenda } from '../../../local/demo/agenda.ts';
import type { Fate } from '../../../local/demo/call-fates.ts';
import { createJournal } from '../../../local/demo/journal.ts';
import type { Office } from '../../../local/demo/office.ts';
import { ApiRefusal } from '../../../local/demo/staff-api.ts';

export interface Write {
  path: string;
  etag: string;
  body: Record<string, unknown>;
}

interface World {
  /** What is read, by path; a list as its items. */
  resources: Record<string, unknown>;
  fate?: Fate;
  isMoved?: boolean;
  /** What a change or a creation answers, or the code of the problem. */
  answer?: (write: Write) => object | string;
}

/** An office whose API knows what it is told, and remembers what is written. Each write makes the next version. */
export function fakeOffice({ resources, fate = 'reached', isMoved = false, answer = () => ({}) }: World) {
  const writes: Write[] = [];
  let version = 1;
  const write = (path: string, etag: string, body: object) => {
    writes.push({ path, etag, body: { ...body } });
    const value = answer({ path, etag, body: { ...body } });
    if (typeof value === 'string') return Promise.reject(new ApiRefusal(path, value));
    return Promise.resolve({ value: value as never, etag: `"${++version}"` });
  };
  const office: Office = {
    agenda: createAgenda(),
    journal: createJournal(),
    now: () => '2026-11-30T09:00:00.000Z',
    fates: {
      next: () => fate,
      saidAbout: (requestId) => (requestId % 2 === 0 ? 'accepted' : 'needs_follow_up'),
      isMoved: () => isMoved,
      isWorkedOff: (requestId) => requestId < 100,
    },
    api: {
      read: (_, path) => Promise.resolve({ value: resources[path] as never, etag: `"${version}"` }),
      readAll: (_, path, query) => {
        const items = resources[[path, ...Object.values(query ?? {})].join(' ')] ?? [];
        return Promise.resolve(items as never);
      },
      change: (_, path, { etag, body }) => write(path, etag, body),
      create: (_, path, { key, body }) => write(path, key, body),
    },
  };
  return { office, writes };
}
