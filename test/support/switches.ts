import type { SwitchChange, SwitchTarget } from '../../shared/domain/email/switches.ts';
import { setSwitch } from '../../shared/use-cases/set-switch.ts';
import { valueOf } from './call-desk.ts';
import type { World } from './world.ts';

/** Staff who switch mails off and on, one after the other: each write names the version that it finds. */
export function switchBoard(world: World) {
  async function change(wanted: SwitchChange): Promise<void> {
    const { version } = await world.service.store.getSwitches();
    valueOf(await setSwitch(world.service, { change: wanted, by: 'staff-1', version }));
  }
  return {
    off: (target: SwitchTarget) => change({ ...target, off: true, reason: 'Testfall' }),
    on: (target: SwitchTarget) => change({ ...target, off: false }),
  };
}

export const ALL_MAIL = { scope: 'all' } as const;

/** Mails to one therapist. */
export function mailTo(therapistId: number) {
  return { scope: 'therapist', therapistId } as const;
}
