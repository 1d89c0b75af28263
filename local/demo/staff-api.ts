import { z } from 'zod';
import { page } from '../../shared/contracts/http/fields.ts';
import type { Method, Scope } from '../../shared/contracts/http/operation.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { putLocalKeys } from '../../shared/platform/local-keys.ts';
import type { Engine } from '../engine.ts';
import { createGateway } from '../http/gateway.ts';
import type { LocalRequest } from '../http/messages.ts';
import { createIssuer, generateKeyPair } from '../oidc/issuer.ts';
import { tokenFor } from '../serve/token.ts';

/** A resource with the version that its changes name. */
export interface Found<T> {
  value: T;
  etag: string;
}

/** The API as the program of staff uses it. Every call rejects with ApiRefusal when the API does not do what it asks. */
export interface StaffApi {
  read<T>(resource: z.ZodType<T>, path: string): Promise<Found<T>>;
  /** All pages of a list. */
  readAll<T>(item: z.ZodType<T>, path: string, query?: Record<string, string>): Promise<T[]>;
  /** @param key repeated, it has one effect */
  create<T>(resource: z.ZodType<T>, path: string, write: { key: string; body: object }): Promise<Found<T>>;
  /** @param etag of the version that the change is made to */
  change<T>(resource: z.ZodType<T>, path: string, write: { etag: string; body: object }): Promise<Found<T>>;
}

/** The API answered with a problem. */
export class ApiRefusal extends Error {
  /** Of the problem, e.g. `slot_not_available`. */
  readonly code: string;

  constructor(request: string, code: string) {
    super(`${request}: ${code}`);
    this.code = code;
  }
}

interface Sent {
  method: Method;
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: object;
}

const SCOPES: readonly Scope[] = ['call.read', 'call.write', 'email.read', 'email.write', 'email.content'];
const LONGEST_PAGE = '100';

/** Opens the API of an engine, behind the gateway and with a token of an issuer whose keys the engine is given. */
export async function openStaffApi(engine: Engine): Promise<StaffApi> {
  const { template, client, tables, runtime, invoke, clock } = engine;
  const keys = await generateKeyPair();
  // Whoever checks a token goes by the machine's clock, however far the engine's was moved.
  const issuer = createIssuer({ issuer: runtime.config.OIDC_ISSUER, keys, now: systemClock.now });
  await putLocalKeys(client, tables.runtime, issuer.jwks);
  const authorization = `Bearer ${await tokenFor(issuer, SCOPES)}`;
  const respond = createGateway({ routes: template.routes, invoke, now: clock.now });

  async function send<T>(resource: z.ZodType<T>, sent: Sent): Promise<Found<T>> {
    const answer = await respond(toRequest({ ...sent, headers: { ...sent.headers, authorization } }));
    const body: unknown = JSON.parse(String(answer.body ?? ''));
    if (answer.status >= 300) throw new ApiRefusal(`${sent.method} ${sent.path}`, codeOf(body));
    return { value: resource.parse(body), etag: String(answer.headers?.['etag'] ?? '') };
  }

  return {
    read: (resource, path) => send(resource, { method: 'GET', path }),

    async readAll<T>(item: z.ZodType<T>, path: string, query?: Record<string, string>) {
      const items: T[] = [];
      let cursor: string | null | undefined;
      do {
        const paging = { limit: LONGEST_PAGE, ...(typeof cursor === 'string' && { cursor }) };
        const { value } = await send(page(item), { method: 'GET', path, query: { ...query, ...paging } });
        items.push(...value.items);
        cursor = value.next_cursor;
      } while (cursor !== null);
      return items;
    },

    create: (resource, path, { key, body }) =>
      send(resource, { method: 'POST', path, body, headers: { 'idempotency-key': key } }),

    change: (resource, path, { etag, body }) =>
      send(resource, { method: 'PUT', path, body, headers: { 'if-match': etag } }),
  };
}

function toRequest({ method, path, query, headers, body }: Sent): LocalRequest {
  const all = { ...headers, ...(body && { 'content-type': 'application/json' }) };
  return {
    method,
    path,
    rawPath: path,
    query: new URLSearchParams(query),
    headers: all,
    rawHeaders: Object.entries(all).flat(),
    body: Buffer.from(body ? JSON.stringify(body) : ''),
  };
}

const problem = z.object({ type: z.string() });

/** `/problems/slot-not-available` → `slot_not_available` */
function codeOf(body: unknown): string {
  const { data } = problem.safeParse(body);
  return data?.type.split('/').at(-1)?.replaceAll('-', '_') ?? 'no_problem';
}
