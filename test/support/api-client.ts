import type { LocalRequest, Respond } from '../../local/http/messages.ts';
import type { Scope } from '../../shared/contracts/http/operation.ts';

export interface CallOptions {
  /** The token's scopes; all of them unless told. */
  scopes?: readonly Scope[];
  /** Who calls. */
  subject?: string;
  /** Instead of a good token; `null` for none. */
  token?: string | null;
  query?: Record<string, string> | [string, string][];
  /** Becomes JSON; bytes and text are sent as they are. */
  body?: unknown;
  /** `If-Match` */
  version?: number;
  /** `Idempotency-Key` */
  key?: string;
  /** Beside or instead of those that follow from the rest. */
  headers?: Record<string, string>;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  text: string;
  /** The body as JSON; without members when it is none. */
  body: AnswerBody;
}

/** A resource, a page of them or a problem. */
export interface AnswerBody {
  [member: string]: unknown;
  id?: string;
  version?: number;
  items?: AnswerBody[];
  next_cursor?: string | null;
  type?: string;
  errors?: { field: string; message: string }[];
}

export type ApiClient = ReturnType<typeof createApiClient>;

/**
 * A client of an API behind the gateway.
 *
 * @param tokenFor a good token for scopes and subject; undefined where the call names none
 */
export function createApiClient(
  respond: Respond,
  tokenFor: (scopes: readonly Scope[] | undefined, subject: string | undefined) => Promise<string>,
) {
  /** @param path as it stands in the URL, without the query */
  async function call(method: string, path: string, options: CallOptions = {}): Promise<ApiAnswer> {
    const { scopes, subject, token = await tokenFor(scopes, subject), query } = options;
    const headers = headersOf(options, token);
    const answer = await respond({
      method,
      path,
      rawPath: path,
      query: new URLSearchParams(query),
      headers,
      rawHeaders: Object.entries(headers).flat(),
      body: toBytes(options.body),
    } satisfies LocalRequest);
    const text = String(answer.body ?? '');
    const lines = Object.entries(answer.headers ?? {}).map(([name, value]): [string, string] => [
      name,
      [value].flat().join(', '),
    ]);
    return { status: answer.status, headers: Object.fromEntries(lines), text, body: parse(text) };
  }

  return {
    call,
    get: (path: string, options?: CallOptions) => call('GET', path, options),
    post: (path: string, body: unknown, options?: CallOptions) => call('POST', path, { body, ...options }),
    put: (path: string, body: unknown, options?: CallOptions) => call('PUT', path, { body, ...options }),
    delete: (path: string, options?: CallOptions) => call('DELETE', path, options),
  };
}

function headersOf(
  { body, version, key, headers }: CallOptions,
  token: string | null,
): Record<string, string> {
  return {
    ...(token !== null && { authorization: `Bearer ${token}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(version !== undefined && { 'if-match': `"${version}"` }),
    ...(key !== undefined && { 'idempotency-key': key }),
    ...headers,
  };
}

function toBytes(body: unknown): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  if (typeof body === 'string' || body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(JSON.stringify(body));
}

function parse(text: string): AnswerBody {
  try {
    return JSON.parse(text) as AnswerBody;
  } catch {
    return {};
  }
}
