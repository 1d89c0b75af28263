import { expect, it } from '@jest/globals';
import type { createCounters } from '../../local/counters.ts';
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts';
import { draftFor, garble } from '../support/api-seed-outbox.ts';
import { violations } from '../support/follow-up.ts';
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
  expect(gauges()).toEqual({ outbox_rows: 1, outbox_oldest_seconds: 0, outbox_blocked_aggregates: 1 });
});

it('FAULTS 20: a bus that is away for 25 hours delays all events and loses none, and nobody waits for it', async () => {
  world.therapist(1);
  await world.bus.stop();
  const ids: string[] = [];
  for (let hour = 0; hour < 25; hour++) {
    ids.push(await draftFor(world, 1));
    await world.relay();
    world.clock.advance(HOUR_MS);
  }
  expect(gauges()).toEqual({
    outbox_rows: 25,
    outbox_oldest_seconds: 24 * 3600,
    outbox_blocked_aggregates: 0,
  });
  await world.bus.restart();
  await world.relay();
  const told = world.bus.entries.map(({ Detail = '' }) => (JSON.parse(Detail) as Told).payload.email_id);
  expect(told.toSorted()).toEqual(ids.toSorted());
  await world.relay();
  expect(gauges()).toMatchObject({ outbox_rows: 0, outbox_oldest_seconds: 0 });
  expect(await violations(world)).toEqual([]);
});

interface Told {
  payload: { email_id: string };
}
