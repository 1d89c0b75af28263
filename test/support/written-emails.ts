import { createMailRenderer } from '../../functions/wiring/renderer.ts';
import type { Fault } from '../../shared/domain/fault.ts';
import type { Result } from '../../shared/domain/result.ts';
import { createEmail, type RequestedEmail } from '../../shared/use-cases/create-email.ts';
import { updateEmail, type EmailChanges } from '../../shared/use-cases/update-email.ts';
import type { World } from './world.ts';

/** Who writes emails in tests, as his token names him. */
export const AUTHOR = 'staff-1';

/** A draft with a free body for therapist 1, unless told otherwise. */
export function freeEmail(fields: Partial<RequestedEmail> = {}): RequestedEmail {
  return {
    therapistId: 1,
    status: 'draft',
    subject: 'Rückfrage zu Ihren Sprechzeiten',
    bodyHtml: '<p>Wann erreichen wir Sie <strong>am besten</strong>?</p>',
    ...fields,
  };
}

/** A queued email with the template for one request, for therapist 1, unless told otherwise. */
export function templateEmail(fields: Partial<RequestedEmail> = {}): RequestedEmail {
  return {
    therapistId: 1,
    status: 'queued',
    template: 'initial_contact',
    placementRequestIds: [1],
    ...fields,
  };
}

/** What a client's wish for an email comes to. */
export function ask(
  { service }: Pick<World, 'service'>,
  email: RequestedEmail,
): Promise<Result<string, Fault>> {
  return createEmail(service, { caller: AUTHOR, email });
}

/** Makes an email; a refusal is a defect of the test. Returns its id. */
export async function write(world: Pick<World, 'service'>, email: RequestedEmail): Promise<string> {
  return valueOf(await ask(world, email));
}

/** What a client's changes to the email as it is now come to. */
export async function change(
  world: Pick<World, 'service'>,
  id: string,
  changes: EmailChanges,
): Promise<Result<string, Fault>> {
  const version = (await world.service.store.getEmail(id))?.email.version ?? 0;
  return updateEmail(world.service, { id, version, changes });
}

/** The value of a success. */
export function valueOf<T>(result: Result<T, Fault>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** The service as those have it who show what an email says. */
export function readingService({ service, runtime }: Pick<World, 'service' | 'runtime'>) {
  return { ...service, renderer: createMailRenderer(runtime) };
}
