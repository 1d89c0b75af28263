import { randomUUID } from 'node:crypto';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { memoryLog, type AppendLog } from './engine/append-log.ts';
import { startHttpDouble, type HttpAnswer, type HttpDouble } from './http-double.ts';

/** An entry as it came over the wire: `Detail` is still JSON text. */
export type BusEntry = Omit<PutEventsRequestEntry, 'Time'> & { Time?: number };

/** One `PutEvents`; `n` counts from 1. */
export interface BusCall {
  n: number;
  entries: BusEntry[];
}

/**
 * What the double does with one call: `accept_then_reset` takes the entries and breaks the connection; `failed` refuses
 * the entries at these positions and takes the others; the rest takes nothing.
 */
export type BusFault = 'accept' | 'accept_then_reset' | 'reset' | '500' | 'hang' | { failed: number[] };

/** EventBridge on this machine. Tests read the entries and set the script at any time. */
export interface EventBridgeDouble extends HttpDouble {
  /** Everything taken, in order. */
  readonly entries: readonly BusEntry[];
  /** How many `PutEvents` arrived, whatever came of them. */
  calls: number;
  /** Decides about each call; accepts unless told otherwise. */
  script: (call: BusCall) => BusFault;
}

const MAX_ENTRIES = 10;
const JSON_HEADERS = { 'content-type': 'application/x-amz-json-1.1' };

/**
 * Starts a double that speaks EventBridge's JSON protocol: `PutEvents`.
 *
 * @param log remembers what was taken
 * @param onTaken is called before the caller has an answer
 */
export async function startEventBridgeDouble({
  log = memoryLog(),
  onTaken = () => undefined,
}: { log?: AppendLog<BusEntry>; onTaken?: () => void } = {}): Promise<EventBridgeDouble> {
  const bus: Omit<EventBridgeDouble, keyof HttpDouble> = {
    entries: log.entries,
    calls: 0,
    script: () => 'accept',
  };

  function putEvents(entries: BusEntry[]): HttpAnswer {
    const fault = bus.script({ n: ++bus.calls, entries });
    if (fault === 'reset' || fault === 'hang') return fault;
    if (fault === '500') return failure(500, 'InternalException');
    const failed = new Set(typeof fault === 'object' ? fault.failed : []);
    log.append(...entries.filter((_, index) => !failed.has(index)));
    onTaken();
    if (fault === 'accept_then_reset') return 'reset';
    const results = entries.map((_, index) => (failed.has(index) ? refused() : { EventId: randomUUID() }));
    const body = JSON.stringify({ FailedEntryCount: failed.size, Entries: results });
    return { status: 200, headers: JSON_HEADERS, body };
  }

  const http = await startHttpDouble(({ headers, body }) => {
    if (headers['x-amz-target'] !== 'AWSEvents.PutEvents') return failure(400, 'UnknownOperationException');
    const { Entries: entries = [] } = JSON.parse(body.toString()) as { Entries?: BusEntry[] };
    if (entries.length === 0 || entries.length > MAX_ENTRIES) return failure(400, 'ValidationException');
    return putEvents(entries);
  });
  return Object.assign(bus, http);
}

function refused() {
  return { ErrorCode: 'InternalFailure', ErrorMessage: 'The event was not taken.' };
}

function failure(status: number, type: string): HttpAnswer {
  return { status, headers: JSON_HEADERS, body: JSON.stringify({ __type: type, message: type }) };
}
