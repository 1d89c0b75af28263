import { readJson, type JsonObject } from '../contracts/json.ts';
import type { DirectoryFault } from '../domain/email/directory.ts';
import type { Clock } from '../domain/ports.ts';
import { fail, type Result } from '../domain/result.ts';
import { readCapped } from '../platform/capped-body.ts';
import { createPatience } from './patience.ts';

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
  clock: Clock;
}

/**
 * HTTP clients of the therapist and patient services (DESIGN §4). URLs carry the id only; bodies are health data and
 * appear in no error. A service that hangs is left alone for a while, and unavailable meanwhile.
 *
 * @returns functions that never throw: 404 is `not_found`; a late, oversized, redirected, broken or failed answer is
 *   `unavailable`
 */
export function createSiblingServices(options: SiblingServiceOptions): SiblingServices {
  const { deadlineMs = 3000, maxBytes = 1_000_000, fetch = globalThis.fetch, clock } = options;

  const getFrom = (base: string) => {
    const patience = createPatience(clock);
    return async (path: string): Promise<Result<JsonObject, DirectoryFault>> => {
      if (!patience.isWorthAsking()) return fail('unavailable');
      const deadline = AbortSignal.timeout(deadlineMs);
      const answer = await get(new URL(path, base.endsWith('/') ? base : `${base}/`), deadline);
      patience.note(!deadline.aborted);
      return answer;
    };
  };

  const get = async (url: URL, signal: AbortSignal): Promise<Result<JsonObject, DirectoryFault>> => {
    try {
      const response = await fetch(url, {
        headers: { accept: 'application/json' },
        redirect: 'error',
        signal,
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

  const getTherapist = getFrom(options.therapistServiceUrl);
  const getPatient = getFrom(options.patientServiceUrl);
  return {
    fetchTherapist: (id) => getTherapist(`api/therapists/${id}`),
    fetchPatient: (id) => getPatient(`api/patients/${id}`),
  };
}
