/**
 * An item is in a state that this release does not know: a newer one wrote it, while both are at work or before a
 * deployment was taken back (FAULTS 42). Nobody here can tell what follows from it, so it is left as it is; what was to be
 * done with it fails, is reported, and comes again.
 */
export class NewerItem extends Error {
  override readonly name = 'NewerItem';
  readonly code = 'newer_item';
  /** What it is and its id, e.g. `email em_1`. */
  readonly item: string;

  constructor(item: string) {
    super(`${item} was written by a newer release`);
    this.item = item;
  }
}
