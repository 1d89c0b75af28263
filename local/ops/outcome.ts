/** What a command found or did. */
export interface Outcome {
  /** Whether all that was asked was done. */
  ok: boolean;
  /** With `--json`. */
  json: object;
  /** For people. */
  lines: string[];
}

/** What was typed makes no sense. */
export class UsageError extends Error {}

/** The only one of some arguments, or those that there have to be. */
export function exactly(names: string[], given: string[]): string[] {
  if (given.length !== names.length) throw new UsageError(`expected ${names.join(' ') || 'nothing more'}`);
  return given;
}
