import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  emailEntryId,
  emailId,
  flagParameter,
  instant,
  paging,
  siblingId,
  siblingIdParameter,
} from '../../../../shared/contracts/http/fields.ts';
import { createIds } from '../../../../shared/platform/ids.ts';
import { createSimulatedClock } from '../../../../local/simulated-clock.ts';

const query = z.strictObject(paging);

describe('an instant', () => {
  it.each([
    ['2026-11-23T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['2026-11-23T08:00:00.5Z', '2026-11-23T08:00:00.500Z'],
    ['2028-02-29T23:59:59.123456Z', '2028-02-29T23:59:59.123Z'],
  ])('is brought into the form of the domain: %s', (given, read) => {
    expect(instant.parse(given)).toBe(read);
  });

  it.each(['2026-11-23', '2026-11-23T08:00:00', '2026-11-23T08:00:00+01:00', '2026-02-29T08:00:00Z'])(
    'is not %s',
    (given) => {
      expect(instant.safeParse(given).success).toBe(false);
    },
  );

  it.each(['1999-12-31T23:59:59Z', '2100-01-01T00:00:00Z', '0000-01-01T00:00:00Z'])(
    'lies in the years that a field can mean, unlike %s',
    (given) => {
      expect(instant.safeParse(given).success).toBe(false);
    },
  );
});

describe('ids', () => {
  it('of this service are what it makes, with a number for an entry', () => {
    const id = createIds(createSimulatedClock('2026-11-23T08:00:00.000Z')).next('em');
    expect(emailId.safeParse(id).success).toBe(true);
    expect(emailEntryId.safeParse(`${id}-12`).success).toBe(true);
    expect(emailId.safeParse(`${id}-1`).success).toBe(false);
    expect(emailEntryId.safeParse(`${id}-0`).success).toBe(false);
    expect(emailId.safeParse(id.replace('em_', 'pc_')).success).toBe(false);
  });

  it.each([0, -1, 1.5, 2 ** 53, '7', null])('of siblings are positive safe integers, unlike %p', (given) => {
    expect(siblingId.safeParse(given).success).toBe(false);
  });

  it.each(['0', '-1', '+1', '01', '1e3', '1.0', ' 1', '9007199254740992', ''])(
    'of siblings are plain digits in a query, unlike "%s"',
    (given) => {
      expect(siblingIdParameter.safeParse(given).success).toBe(false);
    },
  );

  it('of siblings are numbers once read from a query', () => {
    expect(siblingIdParameter.parse('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('a page', () => {
  it('holds 20 unless told, and 1 to 100 when told', () => {
    expect(query.parse({})).toEqual({ limit: 20 });
    expect([query.parse({ limit: '1' }).limit, query.parse({ limit: '100' }).limit]).toEqual([1, 100]);
    for (const limit of ['0', '101', '-1', '1e2', 'all'])
      expect(query.safeParse({ limit }).success).toBe(false);
  });
});

describe('a yes or no in a query', () => {
  it('is true or false and nothing that looks like it', () => {
    expect([flagParameter.parse('true'), flagParameter.parse('false')]).toEqual([true, false]);
    for (const given of ['1', 'TRUE', 'yes', '']) expect(flagParameter.safeParse(given).success).toBe(false);
  });
});
