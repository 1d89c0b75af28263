import { expect, it } from '@jest/globals';
import { HOUR_MS, MINUTE_MS } from '../../../shared/domain/time.ts';
import { pumpEvery, queueDirectly, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ start: SEND_TIME });

it('FAULTS 44: an hour of 503 burns at most ten of 500 mails, and the rest is sent afterwards', async () => {
  const requests = Array.from({ length: 500 }, (_, index) => index + 1);
  const ids = await queueDirectly(world, requests);
  world.ses.script = () => '503';
  await pumpEvery(world, 2 * MINUTE_MS, 30);
  const lost = world.ses.calls;
  expect(lost).toBeGreaterThan(3);
  expect(lost).toBeLessThanOrEqual(10);

  world.ses.script = () => 'accept';
  await pumpEvery(world, 20 * MINUTE_MS, 4);
  const accepted = world.ses.accepted.map(({ tags }) => tags['email_id']);
  expect(accepted).toHaveLength(500 - lost);
  expect(new Set(accepted).size).toBe(500 - lost);
  await pumpEvery(world, 6 * HOUR_MS, 1);
  const places = Map.groupBy(await world.service.store.getRequests(requests), ({ place }) => place);
  expect(places.get('pending')).toHaveLength(lost);
  expect(places.get('contact_email')).toHaveLength(ids.length - lost);
}, 90_000);
