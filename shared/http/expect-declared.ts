import type { Operation } from '../contracts/http/operation.ts';
import type { ApiReply } from './exchange.ts';
import { fieldFaults, pointer } from './field-faults.ts';

/** An operation answered something else than it declares. The code names the fields, no values. */
export class UndeclaredAnswer extends Error {
  override readonly name = 'UndeclaredAnswer';
  readonly code: string;
  constructor(operationId: string, faults: string[]) {
    super('an operation answered something else than it declares');
    this.code = [operationId, ...faults].join(' ');
  }
}

/**
 * Compares an answer with the schema of its operation.
 *
 * @throws UndeclaredAnswer when it does not fit
 */
export function expectDeclared(
  { id, success: { schema, alternatives = [] } }: Pick<Operation, 'id' | 'success'>,
  { body, contentType }: ApiReply,
): void {
  const [mediaType = ''] = contentType?.split(';') ?? [];
  if (alternatives.includes(mediaType)) return;
  if (!schema) {
    if (body !== undefined) throw new UndeclaredAnswer(id, ['body']);
    return;
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return;
  const faults = fieldFaults(parsed.error, pointer).map(({ field, message }) => `${field}: ${message}`);
  throw new UndeclaredAnswer(id, faults);
}
