import { openApi } from '../../support/api.ts';
import { startWorld } from '../../support/world.ts';
import type { AwsRequest } from './aws-requests.ts';
import { recordingLoader } from './recorder.ts';
import type { Story } from './story.ts';

/** What functions asked AWS for, by their file; each request once. */
export type Usage = ReadonlyMap<string, readonly AwsRequest[]>;

/** Collects requests by the file of the function. What differs in nothing that a policy speaks of is one request. */
export class UsageLog {
  readonly #requests = new Map<string, Map<string, AwsRequest>>();

  note(entry: string, request: AwsRequest): void {
    const requests = this.#requests.get(entry) ?? new Map<string, AwsRequest>();
    this.#requests.set(entry, requests);
    requests.set(identityOf(request), request);
  }

  get usage(): Usage {
    return new Map([...this.#requests].map(([entry, requests]) => [entry, [...requests.values()]]));
  }
}

/** Lets the whole service live through a story, and notes what its functions ask for. */
export async function live(story: Story, log: UsageLog): Promise<void> {
  const world = await startWorld({ loader: recordingLoader((entry, request) => log.note(entry, request)) });
  try {
    await story.tell(world, await openApi(world));
  } finally {
    await world.stop();
  }
}

/** Objects of one prefix are alike; of the keys of items only those of the stage `local` matter (see policies.ts). */
function identityOf({ action, resource, context }: AwsRequest): string {
  const keys = (context['dynamodb:LeadingKeys'] ?? []) as string[];
  const isLocal = keys.length > 0 && keys.every((key) => LOCAL_KEYS.has(key));
  return [action, resource.replace(/\/(inbound|parked)\/.*/, '/$1'), isLocal].join(' ');
}

/** Items that there are in the stage `local` alone: keys of an issuer that nobody serves, and how far the clock runs ahead. */
export const LOCAL_KEYS: ReadonlySet<string> = new Set(['jwks', 'clock']);
