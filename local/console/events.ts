import { toInstant, type Instant } from '../../shared/domain/time.ts';
import type { BusEntry } from '../eventbridge-double.ts';
import type { ConsoleCall, View } from './answers.ts';
import { pageOf } from './paging.ts';

/** What this service tells begins so; everything else came in. */
const OURS = 'communication.';

/** `/_local/events`: what went over the bus, newest first. */
export function eventList({ engine, request }: ConsoleCall): View {
  const { items, ...page } = pageOf([...engine.events()].reverse(), request.query);
  return { template: 'events', variables: { events: items.map(toRow), page } };
}

function toRow({ DetailType = '', Detail = '', Time }: BusEntry) {
  const detail = parse(Detail);
  return {
    type: DetailType,
    isOurs: DetailType.startsWith(OURS),
    at: Time === undefined ? timestampOf(detail) : toInstant(Time * 1000),
    detail: detail === undefined ? Detail : JSON.stringify(detail, null, 2),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The time in the envelope; null when there is none that can be read. */
function timestampOf(detail: unknown): Instant | null {
  const timestamp = (detail as { timestamp?: unknown } | undefined)?.timestamp;
  return typeof timestamp === 'string' && !Number.isNaN(Date.parse(timestamp)) ? timestamp : null;
}
