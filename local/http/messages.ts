import type { HttpRequest } from '../http-double.ts';

/** A request with its body read, and what API Gateway hands on as it was sent. */
export interface LocalRequest extends HttpRequest {
  /** Still percent-encoded. */
  rawPath: string;
  /** Names and values in turn, in the client's spelling. */
  rawHeaders: string[];
}

export interface LocalAnswer {
  status: number;
  /** A list becomes one header line per value. */
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
}

export type Respond = (request: LocalRequest) => Promise<LocalAnswer>;

/** An answer in JSON. */
export function json(value: unknown, status = 200): LocalAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}
