/** A matcher of one value: a literal, or an operator such as `{ prefix: 'match.' }`. */
type Matcher = string | number | boolean | null | Record<string, unknown>;

/**
 * Whether an event matches a pattern of EventBridge, which Lambda's event filters share: every field of the pattern has
 * to be matched by one of its list.
 *
 * @throws Error on an operator that is not known here, because a rule that is read in part matches the wrong events
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: object, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]: [string, unknown]) => {
    const value = fieldOf(event, field);
    if (Array.isArray(expected)) return matchesAny(expected as Matcher[], value);
    return typeof expected === 'object' && expected !== null && matchesPattern(expected, value);
  });
}

function fieldOf(event: unknown, field: string): unknown {
  return typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[field] : undefined;
}

/** A field that is a list matches when one of its values does. */
function matchesAny(matchers: Matcher[], value: unknown): boolean {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.some((each) => matchers.some((matcher) => matches(matcher, each)));
}

function matches(matcher: Matcher, value: unknown): boolean {
  if (typeof matcher !== 'object' || matcher === null) return matcher === value;
  return Object.entries(matcher).every(([operator, operand]) => {
    const apply = OPERATORS[operator];
    if (!apply) throw new Error(`event pattern: the operator ${operator} is not known here`);
    return apply(operand, value);
  });
}

const OPERATORS: Record<string, (operand: unknown, value: unknown) => boolean> = {
  prefix: (operand, value) => typeof value === 'string' && value.startsWith(String(operand)),
  suffix: (operand, value) => typeof value === 'string' && value.endsWith(String(operand)),
  exists: (operand, value) => (value !== undefined) === operand,
  'equals-ignore-case': (operand, value) =>
    typeof value === 'string' && value.toLowerCase() === String(operand).toLowerCase(),
  'anything-but': (operand, value) =>
    value !== undefined && !matchesAny([operand].flat() as Matcher[], value),
};
