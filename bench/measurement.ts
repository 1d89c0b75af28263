/** One figure of a bench beside what it should be. `goal` is "–" where the figure is reported, not judged. */
export interface Measurement {
  name: string;
  metric: string;
  value: number;
  goal: string;
  ok: boolean;
}

/** A bench says what it does when that takes longer than a few seconds. */
export type Progress = (line: string) => void;

/** A figure that is told beside others. */
export function reported(name: string, metric: string, value: number): Measurement {
  return { name, metric, value, goal: '–', ok: true };
}

/** A figure that must not grow past `limit`; `reason` says where the limit comes from. */
export function atMost(
  { name, metric, value }: Pick<Measurement, 'name' | 'metric' | 'value'>,
  limit: number,
  reason?: string,
): Measurement {
  const goal = `≤ ${limit}${reason === undefined ? '' : ` (${reason})`}`;
  return { name, metric, value, goal, ok: value <= limit };
}

/** A figure that must reach `limit`; `reason` says where the limit comes from. */
export function atLeast(
  { name, metric, value }: Pick<Measurement, 'name' | 'metric' | 'value'>,
  limit: number,
  reason?: string,
): Measurement {
  const goal = `≥ ${limit}${reason === undefined ? '' : ` (${reason})`}`;
  return { name, metric, value, goal, ok: value >= limit };
}

/** A figure that has one right value. */
export function exactly(
  { name, metric, value }: Pick<Measurement, 'name' | 'metric' | 'value'>,
  expected: number,
  reason?: string,
): Measurement {
  const goal = `${expected}${reason === undefined ? '' : ` (${reason})`}`;
  return { name, metric, value, goal, ok: value === expected };
}
