import { describe, expect, it } from '@jest/globals';
import { cellsOf } from '../../../../shared/domain/phone-call/cells.ts';

describe('cellsOf', () => {
  it('covers the call and its buffers with 5-minute cells', () => {
    expect(cellsOf({ startsAt: '2026-03-02T09:00:00.000Z', durationMinutes: 5, bufferMinutes: 5 })).toEqual([
      '2026-03-02T08:55:00.000Z',
      '2026-03-02T09:00:00.000Z',
      '2026-03-02T09:05:00.000Z',
    ]);
  });

  it('is one cell for the default call', () => {
    const cells = cellsOf({ startsAt: '2026-03-02T09:00:00.000Z', durationMinutes: 5, bufferMinutes: 0 });
    expect(cells).toEqual(['2026-03-02T09:00:00.000Z']);
  });

  it('counts cells that are blocked in part', () => {
    expect(cellsOf({ startsAt: '2026-03-02T09:03:00.000Z', durationMinutes: 5, bufferMinutes: 0 })).toEqual([
      '2026-03-02T09:00:00.000Z',
      '2026-03-02T09:05:00.000Z',
    ]);
  });

  it('FAULTS 25: a 15-minute call shares a cell with a 5-minute call inside it', () => {
    const long = cellsOf({ startsAt: '2026-03-02T09:00:00.000Z', durationMinutes: 15, bufferMinutes: 0 });
    const [short] = cellsOf({ startsAt: '2026-03-02T09:10:00.000Z', durationMinutes: 5, bufferMinutes: 0 });
    expect(long).toContain(short);
  });
});
