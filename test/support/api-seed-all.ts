import { seedCalls } from './api-seed-calls.ts';
import { seedInboundMails } from './api-seed-inbound-mails.ts';
import { seedCallerLines, seedTherapists } from './api-seed-planning.ts';
import { seedOutbox } from './api-seed-outbox.ts';
import { seedParkedRecords } from './api-seed-parked-records.ts';
import { seedErasures } from './api-seed-erasures.ts';
import { seedSuppressions } from './api-seed-suppressions.ts';
import { seedSwitches } from './api-seed-switches.ts';
import { seedEmails, type Placeholders } from './api-seed.ts';
import { seedWorkItems } from './api-seed-work-items.ts';
import type { World } from './world.ts';

/** Fills an engine so that every example of the API can be replayed. */
export async function seedApi(world: World): Promise<Placeholders> {
  return {
    ...(await seedEmails(world)),
    ...(await seedCalls(world)),
    ...(await seedWorkItems(world)),
    ...(await seedCallerLines(world)),
    ...(await seedTherapists(world)),
    ...(await seedSwitches(world)),
    ...(await seedSuppressions(world)),
    ...(await seedInboundMails(world)),
    ...(await seedParkedRecords(world)),
    ...(await seedOutbox(world)),
    ...(await seedErasures(world)),
  };
}
