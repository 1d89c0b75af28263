import { dumpTables } from '../../local/dump.ts';
import { checkInvariants } from '../../local/invariants.ts';
import type { Evidence } from '../../local/invariants/evidence.ts';
import type { World } from './world.ts';

/**
 * What breaks the invariants of DESIGN §2, seen from outside: SES's log of accepts, the published events and a dump of
 * the tables. Empty when all is well.
 *
 * @param known what the test did and the tables cannot tell: requests created, requests reopened
 */
export async function sendViolations(
  world: World,
  known: Pick<Evidence, 'created' | 'reopenedAt'> = {},
): Promise<string[]> {
  await world.relay();
  const dump = await dumpTables(world.client, world.tables);
  const evidence = { ...known, accepted: [...world.ses.accepted], published: [...world.bus.entries], dump };
  return Object.entries(checkInvariants(evidence, world.service.settings)).flatMap(([name, broken]) =>
    broken.map(({ subject, problem }) => `${name} ${subject}: ${problem}`),
  );
}
