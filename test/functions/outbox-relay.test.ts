import { expect, it } from '@jest/globals';
import type { createCounters } from '../../local/counters.ts';
import { MINUTE_MS } from '../../shared/domain/time.ts';
import { draftFor, garble } from '../support/api-seed-outbox.ts';
import { worldPerTest } from '../support/world.ts';

const world = worldPerTest();
const gauges = () => Object.fromEntries((world.runtime.metrics as ReturnType<typeof createCounters>).gauges);

it('FAULTS 22: the sweep of the outbox measures what it leaves, and a wake-up by the stream does not', async () => {
  world.therapist(1);
  const blocked = await draftFor(world, 1);
  await garble(world, blocked);
  await draftFor(world, 1);
  world.clock.advance(10 * MINUTE_MS);
  await world.functions.outboxRelay({ Records: [] });
  expect(gauges()).toEqual({});
  await world.functions.outboxRelay({});
  // Nobody knows how old an event is that cannot be read.
  expect(gauges()).toEqual({ OutboxRows: 1, OutboxOldestSeconds: 0, OutboxBlockedAggregates: 1 });
});
