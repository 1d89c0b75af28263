import { beforeEach, describe, expect, it } from '@jest/globals';
import { updateWorkItem } from '../../../shared/use-cases/update-work-item.ts';
import { handOver } from '../../support/api-seed-work-items.ts';
import { placesOf, violations } from '../../support/follow-up.ts';
import { SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let workItemId: string;
beforeEach(async () => {
  world.at(SEND_TIME);
  workItemId = await handOver(world, 1, { requestIds: [1, 2] });
});

const stored = () => world.service.store.getWorkItem(workItemId);
const DONE = { status: 'done' } as const;

describe('updateWorkItem', () => {
  it('says that a person has dealt with it: its requests keep their place', async () => {
    const notes = 'Die Praxis meldet sich.';
    expect(await updateWorkItem(world.service, { workItemId, version: 1, ...DONE, notes })).toEqual({
      ok: true,
      value: workItemId,
    });
    const doneAt = world.clock.now();
    expect(await stored()).toMatchObject({ ...DONE, doneAt, notes, requestIds: [1, 2], version: 2 });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect(await violations(world)).toEqual([]);
  });

  it('of two clients with the same version: one wins, the other is told that it was changed', async () => {
    const services = [world.actor(), world.actor()].map(({ service }) => service);
    const results = await Promise.all(
      services.map((service) => updateWorkItem(service, { workItemId, version: 1, ...DONE })),
    );
    expect(results.flatMap((result) => (result.ok ? [] : [result.error]))).toEqual([
      { code: 'precondition_failed' },
    ]);
  });

  it('is told when a request has left meanwhile', async () => {
    await world.status(1, 'abgelehnt');
    expect(await updateWorkItem(world.service, { workItemId, version: 1, ...DONE })).toMatchObject({
      error: { code: 'precondition_failed' },
    });
  });

  it('has one effect when its client repeats it', async () => {
    const once = { key: 'key-1', fingerprint: 'body-1' };
    const write = () => updateWorkItem(world.service, { workItemId, version: 1, once, ...DONE });
    expect([await write(), await write()]).toEqual([
      { ok: true, value: workItemId },
      { ok: true, value: workItemId },
    ]);
    expect(await stored()).toMatchObject({ version: 2 });
  });

  it('finds nothing where nothing is', async () => {
    const nothing = { workItemId: 'wi_00000000000000000000000000', version: 1 };
    expect(await updateWorkItem(world.service, { ...nothing, ...DONE })).toMatchObject({
      error: { code: 'not_found' },
    });
  });
});
