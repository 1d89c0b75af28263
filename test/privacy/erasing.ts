import { HOUR_MS } from '../../shared/domain/time.ts';
import type { Desk } from './desk.ts';
import { requestOf, THERAPISTS } from './people.ts';
import type { Stage } from './stage.ts';

/** A patient and a therapist of whom much is kept are erased; what was kept for long enough goes. */
export async function erasePersons({ world, functions }: Stage, desk: Desk): Promise<void> {
  const { toldByEvents, writtenTo } = THERAPISTS;
  for (const subject of [
    { subject_kind: 'patient', subject_id: requestOf(toldByEvents) },
    { subject_kind: 'therapist', subject_id: writtenTo },
    { subject_kind: 'therapist', subject_id: toldByEvents },
  ]) {
    const { id = '' } = await desk.post('/api/erasures', subject);
    await desk.read(`/api/erasures/${id}`);
  }
  await functions.applyErasures({});
  world.clock.advance(HOUR_MS);
  await functions.applyErasures({});
  await desk.read('/api/erasures');
  await functions.applyRetention({});
}
