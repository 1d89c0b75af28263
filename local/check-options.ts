import { parseArgs } from 'node:util';

/**
 * The options of a command that writes a document, or only checks it: `--check` and `--help`.
 *
 * @param help shown when it is asked for, and when an option is not known
 * @returns the options, or the status to end with
 */
export function readCheckOptions(help: string): { check: boolean } | number {
  try {
    const { values } = parseArgs({
      options: { check: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
    });
    if (!values.help) return values;
    console.log(help);
    return 0;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return 2;
  }
}
