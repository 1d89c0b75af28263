/**
 * Maps a sequence in its order, with the work on up to `most` further items begun ahead of the one that is handed on.
 * What was begun is over when the sequence ends, also for a consumer who leaves early.
 *
 * @param work must not reject: nobody may be waiting for it yet
 */
export async function* ahead<Item, Worked>(
  source: AsyncIterable<Item>,
  most: number,
  work: (item: Item) => Promise<Worked>,
): AsyncGenerator<Worked> {
  const begun: Promise<Worked>[] = [];
  try {
    for await (const item of source) {
      begun.push(work(item));
      if (begun.length > most) yield await next(begun);
    }
    while (begun.length > 0) yield await next(begun);
  } finally {
    await Promise.all(begun);
  }
}

async function next<Worked>(begun: Promise<Worked>[]): Promise<Worked> {
  const [first] = begun.splice(0, 1);
  return first as Promise<Worked>;
}
