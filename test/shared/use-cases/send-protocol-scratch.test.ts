import { it, expect } from '@jest/globals';
import { worldPerTest } from '../../support/world.ts';
const world = worldPerTest();
it('x', async () => {
  const t0 = performance.now();
  const lap = (s: string) => console.log(s, Math.round(performance.now() - t0));
  for (const id of [1,2]) { world.therapist(id); world.patient(id); await world.match({ id, therapist: id }); }
  lap('ingested');
  await world.batch(); lap('batched');
  world.at('2026-11-23T08:00:00.000Z');
  const ops: string[] = [];
  const actor = world.actor({ faults: (c) => { ops.push(`${c.n} ${c.operation}`); return undefined; } });
  console.log(await actor.processEmailQueue({})); lap('pumped');
  console.log(ops.slice(32).join('\n'));
  await world.pump(); lap('pumped2');
  await world.batch(); lap('batch2');
  expect(world.ses.accepted.length).toBe(2);
});
