import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  SUPPRESSION_REASONS,
  SUPPRESSION_SOURCES,
  type Suppression,
} from '../../../../shared/domain/contact/contact.ts';
import { mergeSuppressions } from '../../../../shared/domain/contact/suppression.ts';
import { DAY_MS, plus } from '../../../../shared/domain/time.ts';

const NOW = '2026-11-23T12:00:00.000Z';
const days = (max: number) => fc.integer({ min: 0, max }).map((count) => plus(NOW, count * DAY_MS));

/** Of one mailbox. Few instants and clients, so that many are alike. */
const suppressions: fc.Arbitrary<Suppression> = fc
  .record(
    {
      reason: fc.constantFrom(...SUPPRESSION_REASONS),
      source: fc.constantFrom(...SUPPRESSION_SOURCES),
      by: fc.constantFrom('staff-1', 'staff-2'),
      at: days(3),
      expiresAt: days(5),
    },
    { requiredKeys: ['reason', 'source', 'at'] },
  )
  .map((fields) => ({ ...fields, address: 'praxis@praxis.example' }));

const merge = (all: Suppression[]) => all.reduce(mergeSuppressions);
const weight = ({ reason }: Suppression) => SUPPRESSION_REASONS.indexOf(reason);
const end = ({ expiresAt = '~' }: Suppression) => expiresAt;

describe('suppressions of one mailbox', () => {
  it('end as the same one, in whatever order and however often they come', () => {
    const histories = fc
      .array(suppressions, { minLength: 1, maxLength: 6 })
      .chain((all) =>
        fc.tuple(
          fc.constant(all),
          fc.array(fc.constantFrom(...all), { maxLength: 6 }),
          fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
        ),
      );
    fc.assert(
      fc.property(histories, ([all, repeated, order]) => {
        const shuffled = [...all, ...repeated]
          .map((suppression, index) => ({ suppression, place: order[index] ?? 0 }))
          .sort((a, b) => a.place - b.place)
          .map(({ suppression }) => suppression);
        expect(merge(shuffled)).toEqual(merge(all));
      }),
    );
  });

  it('end as one that is as grave and lasts as long as any of them', () => {
    fc.assert(
      fc.property(fc.array(suppressions, { minLength: 1, maxLength: 6 }), (all) => {
        const merged = merge(all);
        for (const each of all) {
          expect(weight(merged)).toBeLessThanOrEqual(weight(each));
          expect(end(merged) >= end(each)).toBe(true);
        }
        expect(all.map(weight)).toContain(weight(merged));
        expect(all.map(end)).toContain(end(merged));
      }),
    );
  });
});
