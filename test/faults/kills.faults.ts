import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createRandom } from '../../local/demo/random.ts';
import { startDynamoDb } from '../../local/dynamodb-engine.ts';
import { dumpTables } from '../../local/dump.ts';
import { startEngine } from '../../local/engine.ts';
import { folderState } from '../../local/engine/state.ts';
import { checkInvariants } from '../../local/invariants.ts';
import { createService } from '../../functions/wiring/service.ts';
import { HOUR_MS, plus } from '../../shared/domain/time.ts';
import { postJson, startProgram, type Program } from '../support/program.ts';
import { SEED } from '../support/seed.ts';

const KILLS = 20;
const THERAPISTS = 9;
/** Of simulated time: over all lives more than a week passes, so that therapists are written to again. */
const LONGEST_LIFE_MS = 16 * HOUR_MS;

let folder = '';
let life: Program | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kills-'));
});
afterAll(async () => {
  await kill();
  // A killed owner leaves its DynamoDB engine behind, until the next one takes its place.
  const { stop } = await startDynamoDb(folderState(folder).dbPath);
  await stop();
  rmSync(folder, { recursive: true });
});

/** How far the engine's clock is ahead of the machine's, in milliseconds. */
const clockAhead = () =>
  folderState(folder)
    .value('clock-ahead-ms', () => 0)
    .get();

/** Every second life ends soon after its first mail was accepted: the moments that matter are rare. */
const mailBytes = () => statSync(join(folder, 'mails.log'), { throwIfNoEntry: false })?.size ?? 0;

async function kill(): Promise<void> {
  await life?.end();
  life = undefined;
}

it(`survives ${KILLS} kills at random moments without a second mail or a lost request`, async () => {
  const random = createRandom(SEED);
  const created: number[] = [];
  for (let n = 0; n < KILLS; n++) {
    life = await startProgram({ folder });
    const { address } = life;
    const id = created.length + 1;
    const detail = { match_id: id, patient_id: id, therapist_id: 1 + (id % THERAPISTS) };
    await postJson(`${address}/_local/events`, [{ 'detail-type': 'match.created', detail }]);
    created.push(id);
    const end = clockAhead() + random.below(LONGEST_LIFE_MS);
    const move = { ended: false };
    void postJson(`${address}/_local/clock`, { ahead: 'P2D' })
      .catch(() => undefined)
      .finally(() => (move.ended = true));
    const mails = n % 2 === 0 ? Infinity : mailBytes();
    while (!move.ended && clockAhead() < end && mailBytes() <= mails) await setTimeout(1);
    // Somewhere within a tick, and not in step with it.
    await setTimeout(random.below(25));
    await kill();
  }

  const engine = await startEngine({ state: folderState(folder) });
  try {
    await engine.moveTo(plus(engine.clock.now(), 12 * HOUR_MS));
    const service = createService(engine.runtime);
    const evidence = {
      accepted: [...engine.ses.accepted],
      published: [...engine.bus.entries].filter(({ DetailType = '' }) =>
        DetailType.startsWith('communication.'),
      ),
      dump: await dumpTables(engine.client, engine.tables),
      created,
    };
    expect(Object.values(checkInvariants(evidence, service.settings)).flat()).toEqual([]);
    expect(evidence.accepted.length).toBeGreaterThan(THERAPISTS / 2);
  } finally {
    await engine.stop();
  }
}, 300_000);
