/** One figure of a bench beside what it should be. `goal` is "–" where the figure is reported, not judged. */
export interface Measurement {
  name: string;
  metric: string;
  value: number;
  goal: string;
  ok: boolean;
}
