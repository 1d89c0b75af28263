/** Looks a setting up by its name; undefined when nobody has set it. */
export type Settings = (name: string) => string | undefined;

/** Settings cannot be used as they are. The message names them and says what to do. */
export class InvalidStage extends Error {
  readonly code = 'invalid_stage';
}

/** Those of some settings that somebody has set, by their names. */
export function given<Name extends string>(names: readonly Name[], settings: Settings): [Name, string][] {
  return names.flatMap((name) => {
    const value = settings(name);
    return value === undefined ? [] : [[name, value] satisfies [Name, string]];
  });
}

/**
 * Settings that only make sense together; undefined when none of them is set.
 *
 * @throws InvalidStage when some are missing
 */
export function allOrNone<Name extends string>(
  names: readonly Name[],
  settings: Settings,
): Record<Name, string> | undefined {
  const present = given(names, settings);
  if (present.length === 0) return undefined;
  const missing = names.filter((name) => settings(name) === undefined);
  if (missing.length === 0) return Object.fromEntries(present) as Record<Name, string>;
  throw new InvalidStage(
    `${missing.join(', ')} missing beside ${present.map(([name]) => name).join(', ')}: ` +
      'give all of them or none, by cdk -c NAME=value or as environment variables',
  );
}
