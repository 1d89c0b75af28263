import { describe, expect, it } from '@jest/globals';
import { copyTherapist } from '../../bench/ballast.ts';
import { shardOf, workKey } from '../../shared/store/shards.ts';

const contact = {
  pk: 'therapist#900000001',
  sk: 'contact',
  therapist_id: 900000001,
  guard: { open_at: '2026-11-30T08:30:00.000Z', claimed: true },
  work_key: workKey('due', shardOf(900000001)),
  work_at: '2026-11-29T08:30:00.000Z',
};

describe('copyTherapist', () => {
  it('changes nothing under the same id', () => {
    expect(copyTherapist([contact], 900000001)).toEqual([contact]);
  });

  it('puts the copy into its own partition and its own shard of the work index', () => {
    const own = { pk: 'therapist#7', therapist_id: 7, work_key: workKey('due', shardOf(7)) };
    expect(copyTherapist([contact], 7)).toEqual([{ ...contact, ...own }]);
  });

  it('adds no due key where there is none', () => {
    const { work_key: _key, work_at: _at, ...idle } = contact;
    expect(copyTherapist([idle], 7)).toEqual([{ ...idle, pk: 'therapist#7', therapist_id: 7 }]);
  });

  it('refuses items that name the therapist where it does not look', () => {
    expect(() => copyTherapist([{ ...contact, list_key: 'T900000001' }], 7)).toThrow('names the original');
  });
});
