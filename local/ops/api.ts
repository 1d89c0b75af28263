import { setTimeout } from 'node:timers/promises';
import { Problem } from '../command.ts';

/** Longer than API Gateway waits for an answer. */
const TIMEOUT_MS = 35_000;

/** A call that the API answered, well or with a problem. */
export interface OpsAnswer {
  status: number;
  etag: string | undefined;
  body: Record<string, unknown>;
}

export type OpsApi = ReturnType<typeof createOpsApi>;

/** How often what passes (429, 503) is tried again, one second later each time. */
const TRIES = 3;

/**
 * The API of a service that runs anywhere. A write carries a key of its own, so that trying again has one effect.
 *
 * @param address where the API is: its root, before `/api`
 */
export function createOpsApi({ address, token }: { address: string; token: string }) {
  const root = address.replace(/\/+$/, '');

  async function call(
    method: string,
    path: string,
    { body, etag }: { body?: object; etag?: string | undefined } = {},
  ): Promise<OpsAnswer> {
    const request: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(method !== 'GET' && { 'idempotency-key': crypto.randomUUID() }),
        ...(etag !== undefined && { 'if-match': etag }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    };
    for (let attempt = 1; ; attempt++) {
      const answer = await send(`${root}${path}`, request);
      if (attempt === TRIES || ![429, 503].includes(answer.status)) return answer;
      await setTimeout(1000 * attempt);
    }
  }

  return {
    /** Throws Problem when the API refuses. */
    async get(path: string, query: Record<string, string | undefined> = {}): Promise<OpsAnswer> {
      const given = Object.entries(query).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      const search = new URLSearchParams(given).toString();
      return expectDone(await call('GET', search === '' ? path : `${path}?${search}`));
    },
    /** Whatever the API answers. */
    post: (path: string, body?: object) => call('POST', path, body && { body }),
    delete: (path: string, etag: string | undefined) => call('DELETE', path, { etag }),
  };
}

async function send(url: string, request: RequestInit): Promise<OpsAnswer> {
  try {
    const answer = await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await answer.text();
    return { status: answer.status, etag: answer.headers.get('etag') ?? undefined, body: parse(text) };
  } catch (error) {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new Problem(`${new URL(url).origin} does not answer: ${why}`);
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

/** Returns the answer if all went well; throws Problem if not. */
export function expectDone(answer: OpsAnswer): OpsAnswer {
  if (answer.status < 400) return answer;
  throw new Problem(problemOf(answer));
}

/** What a problem says, in a line. */
export function problemOf({ status, body }: OpsAnswer): string {
  const { title, reason, errors } = body as {
    title?: string;
    reason?: string;
    errors?: { field: string; message: string }[];
  };
  const fields = (errors ?? []).map(({ field, message }) => `${field} ${message}`);
  return [`${status} ${title ?? 'no problem document'}`, reason, ...fields]
    .filter((part) => part !== undefined)
    .join('; ');
}
