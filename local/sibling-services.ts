import { Readable } from 'node:stream';
import { startHttpDouble, type HttpAnswer, type HttpDouble } from './http-double.ts';

/**
 * How a sibling service may fail for one id. `500` and `broken_json` quote whom they are about, as careless services do;
 * `hang`: no answer at all; `stall`: the answer begins and never goes on; `endless`: bytes until the client hangs up.
 */
export type SiblingFault = '404' | '500' | 'hang' | 'stall' | 'endless' | 'broken_json';

/** Knows somebody for an id that was given no data. */
export type Sample = (id: number) => unknown;

/** A sibling service on this machine. Tests set data and faults at any time. */
export interface SiblingService extends HttpDouble {
  /** What `GET …/{id}` answers as JSON; an id that neither this nor a sample knows is a 404. */
  readonly data: Map<number, unknown>;
  readonly faults: Map<number, SiblingFault>;
  /** Paths asked for, in order. */
  readonly requests: string[];
}

const JSON_HEADERS = { 'content-type': 'application/json' };
const CHUNK = Buffer.alloc(64 * 1024, ' ');

/** Starts the therapist service: `GET /api/therapists/{id}`. */
export function startTherapistService(sample?: Sample): Promise<SiblingService> {
  return startSiblingService('/api/therapists/', sample);
}

/** Starts the patient service: `GET /api/patients/{id}`. */
export function startPatientService(sample?: Sample): Promise<SiblingService> {
  return startSiblingService('/api/patients/', sample);
}

async function startSiblingService(
  prefix: string,
  sample: Sample = () => undefined,
): Promise<SiblingService> {
  const data = new Map<number, unknown>();
  const faults = new Map<number, SiblingFault>();
  const requests: string[] = [];
  const http = await startHttpDouble(({ method, path }) => {
    requests.push(path);
    if (method !== 'GET' || !path.startsWith(prefix)) return error(404);
    const id = Number(path.slice(prefix.length));
    const person = data.get(id) ?? sample(id);
    const fault = faults.get(id) ?? (person === undefined ? '404' : undefined);
    return fault ? fail(fault, person) : json(200, person);
  });
  return { data, faults, requests, ...http };
}

function fail(fault: SiblingFault, person: unknown): HttpAnswer {
  switch (fault) {
    case '404':
      return error(404);
    case '500':
      return json(500, { message: 'error', person });
    case 'hang':
      return 'hang';
    case 'stall':
      return { status: 200, headers: JSON_HEADERS, body: stalled('{"id":') };
    case 'endless':
      return { status: 200, headers: JSON_HEADERS, body: endless() };
    case 'broken_json':
      return { status: 200, headers: JSON_HEADERS, body: `{"person":${JSON.stringify(person)},` };
  }
}

function error(status: number): HttpAnswer {
  return json(status, { message: 'error' });
}

function json(status: number, body: unknown): HttpAnswer {
  return { status, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

function stalled(beginning: string): Readable {
  const stream = new Readable({ read: () => undefined });
  stream.push(beginning);
  return stream;
}

function endless(): Readable {
  return new Readable({
    read() {
      this.push(CHUNK);
    },
  });
}
