import { beforeEach, describe, expect, it } from '@jest/globals';
import { previewEmail, readBody } from '../../../shared/use-cases/read-body.ts';
import { openRequests, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';
import { change, freeEmail, readingService, templateEmail, write } from '../../support/written-emails.ts';

const world = worldPerTest();
const read = (id: string) => readBody(readingService(world), id);

beforeEach(async () => {
  world.at(SEND_TIME);
  await openRequests(world, [1]);
});

describe('what an email says', () => {
  it('is a preview from live data before it leaves, and what was mailed afterwards', async () => {
    const id = await write(world, templateEmail());
    expect((await read(id))?.text).toContain('F32.1');
    world.patient(1, { diagnose: 'F33.0' });
    expect((await read(id))?.text).toContain('F33.0');
    await world.pump();
    world.patient(1, { diagnose: 'F40.1' });
    expect((await read(id))?.text).toContain('F33.0');
    expect((await previewEmail(readingService(world), id))?.text).toContain('F40.1');
  });

  it('is what a client wrote, in its layout', async () => {
    const id = await write(world, freeEmail());
    const body = await read(id);
    expect(body?.subject).toContain('Rückfrage zu Ihren Sprechzeiten [Ref. ');
    expect(body?.html).toContain('<strong>am besten</strong>');
    expect(body?.text).toContain('Sehr geehrte Frau Dr. Musterfrau,');
  });

  it('can be read of a canceled email that never left', async () => {
    const id = await write(world, freeEmail());
    await change(world, id, { status: 'canceled' });
    expect((await read(id))?.html).toContain('am besten');
  });

  it('is nothing without an email, or without a patient to write about', async () => {
    expect(await read('em_x')).toBeUndefined();
    const id = await write(world, templateEmail({ status: 'draft', placementRequestIds: [] }));
    expect(await read(id)).toBeUndefined();
  });

  it.each(['therapists', 'patients'] as const)(
    'is nothing while data of %s cannot be had',
    async (service) => {
      const id = await write(world, templateEmail());
      world[service].faults.set(1, '500');
      expect(await read(id)).toBeUndefined();
    },
  );
});
