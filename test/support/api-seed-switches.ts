import { setSwitch } from '../../shared/use-cases/set-switch.ts';
import type { Placeholders } from './api-seed.ts';
import { valueOf } from './call-desk.ts';
import { SEND_TIME } from './sending.ts';
import type { World } from './world.ts';

/** Therapists whom the examples of the switch operations speak of. */
export const SEEDED_FOR_SWITCHES = {
  /** Gets mail. */
  on: 981,
  /** Gets none. */
  off: 982,
};

/** Switches mails to one therapist off. */
export async function seedSwitches(world: World): Promise<Placeholders> {
  if (world.clock.now() < SEND_TIME) world.at(SEND_TIME);
  const change = { scope: 'therapist', therapistId: SEEDED_FOR_SWITCHES.off } as const;
  const reason = 'Praxis zieht um';
  valueOf(
    await setSwitch(world.service, { change: { ...change, off: true, reason }, by: 'staff-1', version: 0 }),
  );
  return {};
}
