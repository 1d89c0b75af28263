import { describe, expect, it } from '@jest/globals';
import type { ApiAnswer } from './api-client.ts';
import { answerFaults, DOCUMENTED } from './api-document.ts';

const readHealth = DOCUMENTED.find(({ id }) => id === 'readHealth')!;

const answer = (body: object, changes: Partial<ApiAnswer> = {}): ApiAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'x-request-id': 'r1' },
  text: JSON.stringify(body),
  body: {},
  ...changes,
});

describe('what is compared with the document', () => {
  it('is found to be as documented', () => {
    expect(answerFaults(readHealth, answer({ status: 'ok', stage: 'local' }))).toEqual([]);
  });

  it.each([
    ['a status', answer({}, { status: 418 }), 'the status 418 is not documented'],
    ['a member', answer({ status: 'ok', stage: 'x', more: 1 }), ': must NOT have additional properties'],
    ['a missing member', answer({ status: 'ok' }), ": must have required property 'stage'"],
    ['a value', answer({ status: 'bad', stage: 'x' }), '/status: must be equal to constant'],
    [
      'a type',
      answer({}, { headers: { 'content-type': 'text/html', 'x-request-id': 'r1' } }),
      'the type text/html is not documented',
    ],
    [
      'a missing header',
      answer({ status: 'ok', stage: 'x' }, { headers: { 'content-type': 'application/json' } }),
      'the header x-request-id is missing',
    ],
  ])('is found to have %s that the document does not', (_, given, fault) => {
    expect(answerFaults(readHealth, given)).toContain(fault);
  });
});
