import { readJson, type JsonObject } from '../contracts/events/json.ts';
import type { DirectoryFault } from '../domain/email/directory.ts';
import { fail, type Result } from '../domain/result.ts';

/** The sibling services' HTTP APIs, as far as the directory needs them. */
export interface SiblingServices {
  /** What the therapist service knows of a therapist, in the fields of the wire. */
  fetchTherapist(id: number): Promise<Result<JsonObject, DirectoryFault>>;
  fetchPatient(id: number): Promise<Result<JsonObject, DirectoryFault>>;
}

export interface SiblingServiceOptions {
  therapistServiceUrl: string;
  patientServiceUrl: string;
  /** Milliseconds for one answer, its body included. */
  deadlineMs?: number;
  /** Longest body that is read. */
  maxBytes?: number;
  fetch?: typeof globalThis.fetch;
}

/**
 * HTTP clients of the therapist and patient services (DESIGN §4). URLs carry the id only; bodies are health data and
 * appear in no error.
 *
 * @returns functions that never throw: 404 is `not_found`; a late, oversized, redirected, broken or failed answer is
 *   `unavailable`
 */
export function createSiblingServices(options: SiblingServiceOptions): SiblingServices {
  const { deadlineMs = 3000, maxBytes = 1_000_000, fetch = globalThis.fetch } = options;

  const get = async (base: string, path: string): Promise<Result<JsonObject, DirectoryFault>> => {
    try {
      const response = await fetch(new URL(path, base.endsWith('/') ? base : `${base}/`), {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(deadlineMs),
      });
      if (response.status !== 200) {
        await response.body?.cancel();
        return fail(response.status === 404 ? 'not_found' : 'unavailable');
      }
      const body = await readCapped(response, maxBytes);
      const json = body && readJson(body, { maxBytes });
      return json?.ok ? json : fail('unavailable');
    } catch {
      return fail('unavailable');
    }
  };

  return {
    fetchTherapist: (id) => get(options.therapistServiceUrl, `api/therapists/${id}`),
    fetchPatient: (id) => get(options.patientServiceUrl, `api/patients/${id}`),
  };
}

/** The body; undefined as soon as it grows past the cap. Leaving the loop cancels the stream. */
async function readCapped(response: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const body: AsyncIterable<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
