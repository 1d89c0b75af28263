import type { Measurement } from './measurement.ts';

/** Measurements as people read them: a heading for each name, figures in one column, misses marked. */
export function formatTable(results: Measurement[]): string {
  const widest = (text: (result: Measurement) => string) =>
    Math.max(...results.map((result) => text(result).length));
  const metricWidth = widest(({ metric }) => metric);
  const valueWidth = widest(({ value }) => formatValue(value));
  const row = ({ metric, value, goal, ok }: Measurement) =>
    `  ${ok ? ' ' : '✗'} ${metric.padEnd(metricWidth)}  ${formatValue(value).padStart(valueWidth)}  ${goal}`;
  return [...Map.groupBy(results, ({ name }) => name)]
    .map(([name, group]) => [name, ...group.map(row)].join('\n'))
    .join('\n\n');
}

/** Whole, or with two digits, so that the points of ratios stand below each other. */
function formatValue(value: number): string {
  return Number.isInteger(value) ? `${value}   ` : value.toFixed(2);
}
