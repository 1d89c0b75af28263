const PAGE_SIZE = 50;

export interface Page<T> {
  items: T[];
  number: number;
  pages: number;
  total: number;
}

/** The page of a list that `?page=` asks for: the first when it asks for none, the last when it asks for too much. */
export function pageOf<T>(items: readonly T[], query: URLSearchParams): Page<T> {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const asked = Math.trunc(Number(query.get('page') ?? 1)) || 1;
  const number = Math.min(Math.max(1, asked), pages);
  const start = (number - 1) * PAGE_SIZE;
  return { items: items.slice(start, start + PAGE_SIZE), number, pages, total: items.length };
}
