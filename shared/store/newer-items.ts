import { NewerItem } from '../domain/newer-item.ts';
import type { Attributes } from './items.ts';

/** A field that tells what may be done with an aggregate, and all values of it that this release knows. */
type Known = readonly [value: string, known: readonly string[]];

/**
 * The aggregate that was read, when this release knows the values of its fields.
 *
 * @param item names it, e.g. `email em_1`
 * @throws NewerItem
 */
export function known<T>(aggregate: T, item: string, fields: readonly Known[]): T {
  if (fields.every(([value, values]) => values.includes(value))) return aggregate;
  throw new NewerItem(item);
}

/** Whoever reads a list and can do without what a newer release wrote is told of it instead. */
export type OnNewerItem = (error: NewerItem) => void;

/**
 * Reads the items of a list.
 *
 * @param onNewerItem is told of items that are left out; without it the first one ends the list with a NewerItem
 */
export function listReader<T>(
  read: (item: Attributes) => T,
  onNewerItem?: OnNewerItem,
): (item: Attributes | undefined) => T | undefined {
  return (item) => {
    if (!item) return undefined;
    try {
      return read(item);
    } catch (error) {
      if (!onNewerItem || !(error instanceof NewerItem)) throw error;
      onNewerItem(error);
      return undefined;
    }
  };
}
