import { SHARDS } from '../shared/domain/stores/queries.ts';
import { fill, makeTherapistsNotDue, type Therapist } from './ballast.ts';
import { startMeteredEngine, type MeteredEngine } from './engine.ts';
import { atMost, exactly, reported, type Measurement, type Progress } from './measurement.ts';
import type { Usage } from './meter.ts';
import { ingest, type NewRequest } from './placement-requests.ts';

/** The nights of two batches: in the first those are written to who shall not be due in the second. */
const FIRST_NIGHT = '2026-11-23T00:00:00.000Z';
const SECOND_NIGHT = '2026-11-24T00:00:00.000Z';

/** Items that the batch may read for one due therapist: index row, contact, mailbox, directory, requests. */
const GOAL = 10;

/** What a run reads once, however many are due: the mark of its tables, which tells them from restored ones. */
const MARK = 1;

/** More than one mail takes: the therapist stays in the pool with the rest. */
const BACKLOG = 8;

export interface DueOptions {
  /** Therapists in the table at each measurement, rising. */
  sizes: number[];
  /** How many of them are due. */
  due: number;
}

const DEFAULTS: DueOptions = { sizes: [1000, 10_000, 100_000], due: 200 };

/**
 * Items that the daily batch reads for each due therapist, and in a run that finds nobody due, at several sizes of the
 * table: work is O(due), never O(all) (I12). The due ones have 1 to 5 requests; in the end there is a night for those who
 * have more than one mail takes, and one for requests without a registration date, which are looked up once more.
 */
export async function due(progress: Progress, { sizes, due }: DueOptions = DEFAULTS): Promise<Measurement[]> {
  const engine = await startMeteredEngine(FIRST_NIGHT);
  try {
    const table = await openTable(engine);
    const nights: Night[] = [];
    for (const size of sizes) {
      await table.growTo(size - due, progress);
      const empty = await table.night({ therapists: 0 });
      progress(`${due} of ${size} therapists become due`);
      const full = await table.night({ therapists: due, requestsEach: (index) => 1 + (index % 5) });
      nights.push({ size, empty, full });
    }
    const backlog = await table.night({ therapists: due, requestsEach: () => BACKLOG });
    const undated = await table.night({ therapists: due, requestsEach: () => 5, undated: true });
    return [...judge(nights, due), ...judgeOthers({ backlog, undated }, due)];
  } finally {
    await engine.stop();
  }
}

/** New therapists who are due, and the requests that they are due with. */
interface DueTherapists {
  therapists: number;
  requestsEach?: (index: number) => number;
  undated?: boolean;
}

/** What the batch used at one size of the table. */
interface Night {
  size: number;
  empty: Usage;
  full: Usage;
}

/** The table `contacts`, with everybody in it numbered from 1. */
async function openTable(engine: MeteredEngine) {
  const notDue: Therapist[] = await makeTherapistsNotDue(engine, [1, 2, 3]);
  let lastRequest = 3;
  let lastTherapist = 0;
  engine.clock.set(SECOND_NIGHT);

  return {
    /** Adds therapists who are not due. */
    async growTo(size: number, progress: Progress): Promise<void> {
      await fill(engine, { therapists: notDue, from: lastTherapist + 1, to: size + 1 }, progress);
      lastTherapist = size;
    },

    /** A batch for which so many new therapists are due; all of them get their email. */
    async night({ therapists, requestsEach = () => 0, undated = false }: DueTherapists): Promise<Usage> {
      const requests = Array.from({ length: therapists }, (_, index): NewRequest[] => {
        const therapistId = ++lastTherapist;
        return Array.from({ length: requestsEach(index) }, () => ({
          id: ++lastRequest,
          therapistId,
          undated,
        }));
      }).flat();
      if (requests.length > 0) await ingest(engine, requests);
      let emails = 0;
      const usage = await engine.meter.during(async () => {
        ({ emails } = await engine.functions.dailyBatch());
      });
      if (emails !== therapists)
        throw new Error(`${therapists} therapists were due, the batch made ${emails} emails`);
      return usage;
    },
  };
}

function judge(nights: Night[], due: number): Measurement[] {
  const perTherapist = ({ full }: Night) => (full.itemsRead - MARK) / due;
  const figures = nights.flatMap((night) => {
    const name = `due, ${night.size} therapists, ${due} of them due`;
    const { empty, full } = night;
    return [
      atMost({ name, metric: 'items read per due therapist', value: perTherapist(night) }, GOAL, 'I12'),
      reported(name, 'read units per due therapist', full.readUnits / due),
      exactly({ name, metric: 'items read when nobody is due', value: empty.itemsRead }, MARK, 'the mark'),
      exactly(
        { name, metric: 'reading calls when nobody is due', value: empty.calls },
        SHARDS + MARK,
        'one a shard, and the mark',
      ),
      exactly({ name, metric: 'calls without a price', value: full.unpriced + empty.unpriced }, 0),
    ];
  });
  const values = nights.map(perTherapist);
  const spread = Math.max(...values) - Math.min(...values);
  const name = 'due, over all sizes';
  return [...figures, exactly({ name, metric: 'difference per due therapist', value: spread }, 0)];
}

function judgeOthers({ backlog, undated }: { backlog: Usage; undated: Usage }, due: number): Measurement[] {
  const metric = 'items read per due therapist';
  const ofBacklog = {
    name: `due, ${BACKLOG} requests each`,
    metric,
    value: (backlog.itemsRead - MARK) / due,
  };
  // The second look is what DESIGN §5.1 asks for, and comes on top of the goal.
  const ofUndated = reported('due, 5 requests without a date each', metric, (undated.itemsRead - MARK) / due);
  return [atMost(ofBacklog, GOAL, 'I12'), ofUndated];
}
