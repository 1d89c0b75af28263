import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Position } from '../../../shared/domain/contact/placement-request.ts';
import { createProjections } from '../../../shared/store/projections.ts';
import { NOON } from '../../support/aggregates.ts';
import { testTables } from '../../support/engine.ts';

const db = testTables();
let projections: ReturnType<typeof createProjections>;
let id = 0;

beforeEach(() => {
  projections = createProjections(db.client, db.tables.contacts);
  id++;
});

const at = (offset: number, fields: Partial<Position> = {}): Position => ({
  topic: 'therapist-events',
  partition: 0,
  offset,
  at: NOON,
  ...fields,
});
const project = (data: Record<string, unknown>, position: Position) =>
  projections.projectTherapist(id, data, position);
/** Arrays in arrays, so many levels. */
const nested = (levels: number): unknown[] => (levels === 1 ? [] : [nested(levels - 1)]);
const therapist = () => projections.getTherapistData(id);

describe('a projection', () => {
  it('is unknown until an event tells something', async () => {
    expect(await therapist()).toBeUndefined();
    expect(await projections.getPatientData(id)).toBeUndefined();
  });

  it('merges what later events tell, field by field', async () => {
    expect(await project({ nachname: 'Musterfrau', titel: 'Dr.' }, at(1))).toBe(true);
    expect(await project({ titel: 'Prof. Dr.', email: null }, at(2))).toBe(true);
    expect(await therapist()).toEqual({ nachname: 'Musterfrau', titel: 'Prof. Dr.', email: null });
  });

  it('skips an event that is older than the last one applied, and the same event', async () => {
    await project({ titel: 'Dr.' }, at(5));
    expect(await project({ titel: 'alt' }, at(4))).toBe(false);
    expect(await project({ titel: 'alt' }, at(5))).toBe(false);
    expect(await therapist()).toEqual({ titel: 'Dr.' });
  });

  it('goes by time where partitions differ', async () => {
    await project({ titel: 'Dr.' }, at(5));
    const earlier = '2026-11-23T11:59:59.999Z';
    expect(await project({ titel: 'alt' }, at(9, { partition: 1, at: earlier }))).toBe(false);
    const later = '2026-11-23T12:00:00.001Z';
    expect(await project({ titel: 'neu' }, at(1, { partition: 1, at: later }))).toBe(true);
  });

  it('loses nothing to a writer at the same time', async () => {
    const told = { vorname: 'Erika', nachname: 'Musterfrau', titel: 'Dr.' };
    const applied = Object.entries(told).map(([field, value], partition) =>
      project({ [field]: value }, at(1, { partition })),
    );
    expect(await Promise.all(applied)).toEqual([true, true, true]);
    expect(await therapist()).toEqual(told);
  });

  it('keeps therapists and patients of one id apart', async () => {
    await project({ nachname: 'Musterfrau' }, at(1));
    await projections.projectPatient(id, { diagnose: 'F32.1' }, at(1, { topic: 'patient-events' }));
    expect(await therapist()).toEqual({ nachname: 'Musterfrau' });
    expect(await projections.getPatientData(id)).toEqual({ diagnose: 'F32.1' });
  });

  it.each([
    ['a number beyond what DynamoDB counts', 1e300],
    ['a number beyond what JavaScript counts exactly', 2 ** 60],
    ['60 levels', nested(60)],
  ])('FAULTS 17: keeps %s, since no record may stop its partition', async (_what, value) => {
    expect(await project({ telefonische_erreichbarkeit: value }, at(1))).toBe(true);
    expect(await therapist()).toEqual({ telefonische_erreichbarkeit: value });
  });

  it('FAULTS 17: forgets a field that is too large to be kept, and keeps the others', async () => {
    await project({ nachname: 'Musterfrau', telefon: '030 1' }, at(1));
    const fields = ['anrede', 'titel', 'vorname', 'telefon', 'email'];
    const bloated = Object.fromEntries(fields.map((field) => [field, 'ä'.repeat(100_000)]));
    expect(await project(bloated, at(2))).toBe(true);
    expect(await therapist()).toEqual({ nachname: 'Musterfrau' });
  });
});
