import { noteRestore, reconcileRestore, restoreStop, type RestoreMark } from '../../shared/domain/restore.ts';
import type { Instant } from '../../shared/domain/time.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { tablesOf } from '../../functions/wiring/restore.ts';
import { createService } from '../../functions/wiring/service.ts';
import { UsageError, type Outcome } from '../command.ts';
import { marksOf, openBothSides } from './both-sides.ts';
import { carryOver } from './carry-over.ts';

/** `restore status`: whether the stage may contact anybody, and what is left to do. */
export async function status(runtime: KeyedRuntime): Promise<Outcome> {
  const mark = await marksOf(runtime).getRestoreMark();
  const tables = tablesOf(runtime.config);
  if (!mark) return outcome(true, { tables }, ['nothing has worked on these tables yet']);
  const stop = restoreStop(mark, tables);
  const running = await runningErasures(runtime);
  return outcome(true, { ...mark, stop: stop ?? null, running_erasures: running }, [
    stop ? `nobody is contacted: ${stop}` : 'mail may leave',
    ...(stop ? [`next: ${nextStep(mark, running)}`] : []),
    `${mark.epoch} restores noted`,
    ...(mark.gap
      ? [`brought back to ${mark.gap.restoredTo}, noted at ${mark.gap.notedAt} by ${mark.gap.by}`]
      : []),
    ...Object.entries(tables).map(
      ([table, name]) => `${table}: ${name}, before ${String(mark.tables[table])}`,
    ),
  ]);
}

function nextStep({ gap }: RestoreMark, running: number): string {
  if (!gap) return 'restore note';
  if (gap.carriedOverAt === undefined) return 'restore carry-over';
  return running > 0 ? `wait for ${running} erasures` : 'restore reconciled';
}

/** `restore note`: to which instant all tables were brought back. */
export async function note(
  runtime: KeyedRuntime,
  given: { restoredTo: Instant; by: string },
): Promise<Outcome> {
  const mark = await markOf(runtime);
  const noted = noteRestore(mark, given, runtime.clock.now());
  await save(runtime, noted);
  return outcome(true, noted, [`restore ${noted.epoch} noted; nobody is contacted until it is reconciled`]);
}

/** `restore carry-over`: what must not be lost comes over from the old tables. May be repeated. */
export async function carry(runtime: KeyedRuntime): Promise<Outcome> {
  const mark = await markOf(runtime);
  const { gap } = mark;
  if (!gap) throw new UsageError('no restore is noted: restore note --to INSTANT');
  const tables = tablesOf(runtime.config);
  const same = Object.keys(tables).filter((table) => tables[table] === mark.tables[table]);
  if (same.length > 0)
    throw new UsageError(`still on the old tables: ${same.join(', ')}. Deploy with RESTORED_TABLES first`);
  const begun: RestoreMark = { ...mark, gap: { ...gap, endedAt: gap.endedAt ?? runtime.clock.now() } };
  await save(runtime, begun);
  const endedAt = begun.gap?.endedAt ?? runtime.clock.now();
  const carried = await carryOver(openBothSides(runtime, mark.tables), endedAt);
  const carriedOverAt = runtime.clock.now();
  await save(runtime, { ...begun, version: begun.version + 1, gap: { ...gap, endedAt, carriedOverAt } });
  return outcome(true, carried, [
    ...Object.entries(carried).map(([what, count]) => `${what}: ${count}`),
    'carried over',
  ]);
}

/** `restore reconciled`: somebody answers for it that mail may leave again. */
export async function reconciled(runtime: KeyedRuntime, { by }: { by: string }): Promise<Outcome> {
  const mark = await markOf(runtime);
  if (!mark.gap) throw new UsageError('no restore is noted');
  const running = await runningErasures(runtime);
  const refused = [
    ...(mark.gap.carriedOverAt === undefined ? ['nothing was carried over yet'] : []),
    ...(running > 0 ? [`${running} erasures are not done: they take half an hour`] : []),
  ];
  if (refused.length > 0) return outcome(false, { refused }, refused);
  const over = reconcileRestore(mark, { tables: tablesOf(runtime.config), by }, runtime.clock.now());
  await save(runtime, over);
  return outcome(true, over, ['mail may leave again']);
}

async function runningErasures(runtime: KeyedRuntime): Promise<number> {
  const { store } = createService(runtime);
  let [running, next]: [number, string | undefined] = [0, undefined];
  do {
    const page: Awaited<ReturnType<typeof store.listErasures>> = await store.listErasures(100, next);
    running += page.items.filter((erasure) => erasure.status === 'running').length;
    next = page.next;
  } while (next !== undefined);
  return running;
}

async function markOf(runtime: KeyedRuntime): Promise<RestoreMark> {
  const mark = await marksOf(runtime).getRestoreMark();
  if (!mark)
    throw new UsageError(
      'these tables bear no mark: nothing has ever worked on them or on what they came from',
    );
  return mark;
}

async function save(runtime: KeyedRuntime, mark: RestoreMark): Promise<void> {
  if (!(await marksOf(runtime).putRestoreMark(mark)))
    throw new UsageError('somebody else works on this restore');
}

function outcome(ok: boolean, json: object, lines: string[]): Outcome {
  return { ok, json, lines };
}
