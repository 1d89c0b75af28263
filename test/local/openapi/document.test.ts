import { describe, expect, it } from '@jest/globals';
import committed from '../../../docs/openapi.json' with { type: 'json' };
import { createApiDocument } from '../../../local/openapi/document.ts';
import { CALLER_LINE_OPERATIONS } from '../../../shared/contracts/http/caller-lines.ts';
import { EMAIL_OPERATIONS } from '../../../shared/contracts/http/emails.ts';
import { INBOUND_MAIL_OPERATIONS } from '../../../shared/contracts/http/inbound-mails.ts';
import type { Operation } from '../../../shared/contracts/http/operation.ts';
import { OUTBOX_OPERATIONS } from '../../../shared/contracts/http/outbox.ts';
import { PARKED_RECORD_OPERATIONS } from '../../../shared/contracts/http/parked-records.ts';
import { PHONE_CALL_OPERATIONS } from '../../../shared/contracts/http/phone-calls.ts';
import { SERVICE_OPERATIONS } from '../../../shared/contracts/http/service.ts';
import { ERASURE_OPERATIONS } from '../../../shared/contracts/http/erasures.ts';
import { SUPPRESSION_OPERATIONS } from '../../../shared/contracts/http/suppressions.ts';
import { SWITCH_OPERATIONS } from '../../../shared/contracts/http/switches.ts';
import { THERAPIST_OPERATIONS } from '../../../shared/contracts/http/therapists.ts';
import { WORK_ITEM_OPERATIONS } from '../../../shared/contracts/http/work-items.ts';
import { DOCUMENTED, resolve, schemaFaults, type Schema } from '../../support/api-document.ts';

const OPERATIONS: readonly Operation[] = [
  ...EMAIL_OPERATIONS,
  ...INBOUND_MAIL_OPERATIONS,
  ...PHONE_CALL_OPERATIONS,
  ...WORK_ITEM_OPERATIONS,
  ...CALLER_LINE_OPERATIONS,
  ...SWITCH_OPERATIONS,
  ...THERAPIST_OPERATIONS,
  ...SUPPRESSION_OPERATIONS,
  ...PARKED_RECORD_OPERATIONS,
  ...OUTBOX_OPERATIONS,
  ...ERASURE_OPERATIONS,
  ...SERVICE_OPERATIONS,
];

const documented = (id: string) => DOCUMENTED.find((operation) => operation.id === id)!;

describe('docs/openapi.json', () => {
  it('is what the operations and their schemas say (npm run openapi writes it)', () => {
    expect(JSON.stringify(committed)).toBe(JSON.stringify(createApiDocument()));
  });

  it('has every operation once', () => {
    const key = ({ id, method, path }: { id: string; method: string; path: string }) =>
      `${id} ${method} ${path}`;
    expect(DOCUMENTED.map(key).sort()).toEqual(OPERATIONS.map(key).sort());
  });

  it('refers to nothing that it does not have', () => {
    const references = JSON.stringify(committed).match(/"#\/[^"]+"/g)!;
    for (const text of new Set(references))
      expect([text, resolve({ $ref: JSON.parse(text) as string })]).toEqual([text, expect.anything()]);
  });
});

describe.each(OPERATIONS)(
  '$id in the document',
  ({ id, method, access, body, problems, success, examples }) => {
    const operation = documented(id);
    const statuses = Object.keys(operation.responses);

    it('needs the scopes of the operation', () => {
      expect(operation.scopes).toEqual(access === 'public' ? [] : access);
    });

    it('has its success, and the problems of its kind', () => {
      const guarded = access === 'public' ? [] : ['401', '403'];
      const written = body ? ['413', '415', '422'] : [];
      const conditional = method === 'PUT' || method === 'DELETE' ? ['412', '428'] : [];
      const all = [String(success.status), '400', '429', '500', '503', '504', ...guarded, ...written];
      expect(statuses).toEqual(expect.arrayContaining([...all, ...conditional]));
      if (method === 'GET' || method === 'POST') expect(statuses).not.toContain('428');
    });

    it('names the type of every problem that is declared', () => {
      const text = JSON.stringify(Object.values(operation.responses));
      for (const code of problems) expect(text).toContain(`/problems/${code.replaceAll('_', '-')}`);
    });

    it('has the statuses of its examples', () => {
      for (const { status } of examples) expect(statuses).toContain(String(status));
    });

    it('has examples that fit their schemas', () => {
      const { parameters, body, responses } = operation;
      const problemContents = Object.values(responses).flatMap(({ content }) => Object.values(content ?? {}));
      const places = [...parameters, ...(body ? [body] : []), ...problemContents];
      for (const { schema, examples: given = {} } of places as {
        schema: Schema;
        examples?: Record<string, { value: unknown }>;
      }[])
        for (const { value } of Object.values(given))
          expect([value, schemaFaults(schema, value)]).toEqual([value, []]);
    });
  },
);
