import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** What was typed makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something that the person at the keyboard can put right; the message says how. */
export class Problem extends Error {
  override readonly name = 'Problem';
}

/** What a command found or did. */
export interface Outcome {
  /** Whether all that was asked was done. */
  ok: boolean;
  /** With `--json`. */
  json: object;
  /** For people. */
  lines: string[];
}

/** A command of a terminal, beside `--help`, which every one has. */
interface Command<Options extends ParseArgsOptionsConfig> {
  help: string;
  options: Options;
  /** Whether words may stand beside the options. */
  allowPositionals?: boolean;
}

/** The options as they were typed, and the words beside them. */
type Typed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

const HELP_OPTION = { type: 'boolean', short: 'h' } as const;

/**
 * Runs a command with what was typed behind its name, and sets the status with which the process ends: 0 when all was done,
 * 1 when not, 2 when what was typed makes no sense.
 *
 * @param work does it; answers whether all was done. A `UsageError` of it shows the help, a `Problem` only its message
 */
export async function runCommand<const Options extends ParseArgsOptionsConfig>(
  { help, options, allowPositionals = false }: Command<Options>,
  work: (typed: Typed<Options>) => boolean | Promise<boolean>,
): Promise<void> {
  try {
    const typed = parse({ options: { ...options, help: HELP_OPTION }, allowPositionals });
    if (typed.values['help'] === true) console.log(help);
    else process.exitCode = (await work(typed as unknown as Typed<Options>)) ? 0 : 1;
  } catch (error) {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    complain(error);
    if (error instanceof UsageError) console.error(`\n${help}`);
  }
}

function parse(config: Parameters<typeof parseArgs>[0]) {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Says what went wrong; of what nobody expected, also where. */
export function complain(error: unknown): void {
  const isExpected = error instanceof UsageError || error instanceof Problem;
  console.error(isExpected ? error.message : error);
}

/** Says what a command found or did; returns whether all was done. */
export function report({ ok, json, lines }: Outcome, asJson: boolean): boolean {
  console.log(asJson ? JSON.stringify(json) : lines.join('\n'));
  return ok;
}

/** The only one of some arguments, or those that there have to be. */
export function exactly(names: string[], given: string[]): string[] {
  if (given.length !== names.length) throw new UsageError(`expected ${names.join(' ') || 'nothing more'}`);
  return given;
}
