/** Counts what happens, over all and for the present day. */
export interface Journal {
  count(what: string, times?: number): void;
  /** Counts of the day, which then begins anew. */
  endDay(): Map<string, number>;
  total(what: string): number;
  /** Totals of all that begins with `prefix`, without it, by name. */
  totals(prefix: string): Record<string, number>;
}

/** An empty journal; what is counted zero times does not stand in it. */
export function createJournal(): Journal {
  const all = new Map<string, number>();
  let today = new Map<string, number>();
  const add = (counts: Map<string, number>, what: string, times: number) =>
    counts.set(what, (counts.get(what) ?? 0) + times);
  return {
    count(what, times = 1) {
      if (times === 0) return;
      add(all, what, times);
      add(today, what, times);
    },
    endDay() {
      const day = today;
      today = new Map();
      return day;
    },
    total: (what) => all.get(what) ?? 0,
    totals: (prefix) =>
      Object.fromEntries(
        [...all]
          .filter(([what]) => what.startsWith(prefix))
          .map(([what, times]) => [what.slice(prefix.length), times] as const)
          .sort(byName),
      ),
  };
}

function byName([one]: readonly [string, number], [other]: readonly [string, number]): number {
  return one < other ? -1 : 1;
}

/** A day in one line, e.g. "31 records in, 12 emails queued"; empty when nothing happened. */
export function describeDay(counts: Map<string, number>): string {
  const sum = (prefix: string) =>
    [...counts].reduce((total, [what, times]) => (what.startsWith(prefix) ? total + times : total), 0);
  const tries = [...counts]
    .filter(([what]) => what.startsWith('try: '))
    .sort(byName)
    .map(([what, times]) => `${times} ${what.slice('try: '.length)}`);
  const parts: [string, number][] = [
    ['records in', sum('records')],
    ['emails queued', sum('emails queued')],
    ['mails accepted', sum('sending: accepted')],
    ['answers', sum('answer: ')],
    ['deferrals', sum('deferred: ')],
    ['calls booked', sum('follow-up: booked') + sum('call: booked_again')],
    ['calls joined', sum('follow-up: joined')],
    ['moved', sum('call: moved')],
    [`calls made (${tries.join(', ')})`, sum('try: ')],
    ['completed', sum('call: completed')],
    ['tried again', sum('call: tried_again')],
    ['given up', sum('call: given_up')],
    ['forgotten', sum('call: forgotten')],
    ['work items opened', sum('work items opened')],
    ['work items done', sum('work items done')],
    ['failures', sum('failures')],
  ];
  return parts
    .filter(([, times]) => times > 0)
    .map(([what, times]) => `${times} ${what}`)
    .join(', ');
}
