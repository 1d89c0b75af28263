import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ALARMS } from '../../../infra/operations/alarms.ts';
import { COUNTS, GAUGES } from '../../../shared/domain/metrics.ts';

const ROOT = new URL('../../../', import.meta.url);

/** What stands in the calls of `count` and `gauge` of the service: names, and beginnings of those that are composed. */
function counted(): RegExp[] {
  const files = globSync(['shared/**/*.ts', 'functions/**/*.ts'], { cwd: ROOT });
  const sources = files.map((file) => readFileSync(new URL(file, ROOT), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/metrics\.(?:count|gauge)\(\s*['`]([^'`]+)['`]/g)].map(
      ([, name = '']) => new RegExp(`^${name.replace(/\$\{.+\}/, '[a-z_]+')}$`),
    ),
  );
}

describe('the names of metrics', () => {
  const calls = counted();

  it('are all counted somewhere', () => {
    for (const name of [...COUNTS, ...GAUGES])
      expect([name, calls.some((call) => call.test(name))]).toEqual([name, true]);
  });

  it('are each listed once', () => {
    const all = [...COUNTS, ...GAUGES];
    expect(new Set(all).size).toBe(all.length);
  });

  it('that alarms watch are among those that are counted', () => {
    const watched = ALARMS.flatMap(({ watches }) => (watches.of === 'service' ? [watches.metric] : []));
    expect(watched.length).toBeGreaterThan(10);
    for (const name of watched) expect([name, calls.some((call) => call.test(name))]).toEqual([name, true]);
  });
});
