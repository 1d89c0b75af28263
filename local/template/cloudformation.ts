/** The parts of a CloudFormation template that are read here. */
export interface CloudFormationTemplate {
  Resources: Record<string, CloudFormationResource>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

export interface CloudFormationResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
}

/** The templates of a stage by the name of their stack. */
export type Templates = Record<string, CloudFormationTemplate>;

/** Where something stands in the templates. */
export interface Place {
  stack: string;
  /** From the top of the template: `Resources.health.Properties.Timeout`. */
  path: string;
}

/** The templates say something that nobody here understands. The message says what and where. */
export class TemplateNotUnderstood extends Error {
  readonly code = 'template_not_understood';
  constructor(place: Place, fault: string) {
    super(`${place.stack}: ${place.path}: ${fault}`);
  }
}

export const below = ({ stack, path }: Place, key: string | number): Place => ({
  stack,
  path: `${path}.${key}`,
});

/** @throws TemplateNotUnderstood when a value that has to be a text is none; numbers count as their digits */
export function text(value: unknown, place: Place): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new TemplateNotUnderstood(place, `${JSON.stringify(value)} is not a text`);
}

/** @throws TemplateNotUnderstood when a value that has to be a list is none */
export function list(value: unknown, place: Place): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  throw new TemplateNotUnderstood(place, `${JSON.stringify(value)} is not a list`);
}
