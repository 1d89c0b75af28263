import { fail, ok, type Result } from '../domain/result.ts';

/** Why bytes are not the JSON object that they should be. */
export type JsonFault =
  | 'empty'
  | 'too_large'
  | 'not_utf8'
  | 'too_deep'
  | 'duplicate_key'
  | 'forbidden_key'
  | 'not_json'
  | 'not_an_object';

export type JsonObject = Record<string, unknown>;

export interface JsonLimits {
  maxBytes: number;
  maxDepth: number;
}

/** 1 MB: what API bodies, topics and siblings' answers are capped at (CONTRACT §6). */
const LIMITS: JsonLimits = { maxBytes: 1_000_000, maxDepth: 64 };

/** Keys that reach into prototypes when an object is copied carelessly. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads untrusted JSON and refuses what a lenient parser would bend (RFC 8259 §4 leaves repeated names to the reader).
 * An integer that is written otherwise (`1e3`, `7.0`) comes back as its source text, so that no schema takes it for
 * an id.
 *
 * @param bytes one JSON object in UTF-8
 * @param limits bytes and levels of nesting; 1 MB and 64 unless told
 * @returns the object, or the reason code; never throws and never quotes the input
 */
export function readJson(bytes: Uint8Array, limits: Partial<JsonLimits> = {}): Result<JsonObject, JsonFault> {
  const { maxBytes, maxDepth } = { ...LIMITS, ...limits };
  if (bytes.length > maxBytes) return fail('too_large');
  const text = decode(bytes);
  if (text === undefined) return fail('not_utf8');
  if (text.trim() === '') return fail('empty');
  try {
    const fault = structuralFault(text, maxDepth);
    if (fault) return fail(fault);
    const value: unknown = JSON.parse(text, keepNotation);
    return isObject(value) ? ok(value) : fail('not_an_object');
  } catch {
    return fail('not_json');
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * Walks the tokens without recursion, before the parser does with it: depth and keys. On text that is no JSON at all
 * it may see nothing, or throw on a broken key.
 */
function structuralFault(text: string, maxDepth: number): JsonFault | undefined {
  const open: Set<string>[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') {
      if (open.push(new Set()) > maxDepth) return 'too_deep';
    } else if (char === '}' || char === ']') {
      open.pop();
    } else if (char === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      if (keys && isKey(text, end)) {
        const key = JSON.parse(text.slice(at, end)) as string;
        if (FORBIDDEN_KEYS.has(key)) return 'forbidden_key';
        if (keys.has(key)) return 'duplicate_key';
        keys.add(key);
      }
      at = end - 1;
    }
  }
  return undefined;
}

/** Index after the closing quote of the string that opens at `start`; the text's end when it never closes. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}

function isKey(text: string, end: number): boolean {
  let at = end;
  while (' \t\r\n'.includes(text[at] ?? '.')) at++;
  return text[at] === ':';
}

/** Reviver with source text access (ECMA-262, JSON.parse source text): hands on what the number looked like. */
function keepNotation(_key: string, value: unknown, context?: { source?: string }): unknown {
  const disguised = Number.isInteger(value) && !/^-?\d+$/.test(context?.source ?? '');
  return disguised ? context?.source : value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
