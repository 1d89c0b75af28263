import { describe, expect, it } from '@jest/globals';
import { isPassing } from '../../../shared/http/passing-errors.ts';

const error = (fields: object) => Object.assign(new Error('no'), fields);

describe('an error that passes', () => {
  it.each([
    ['others who were faster too often', error({ code: 'too_much_contention' })],
    ['an issuer that does not answer', error({ code: 'keys_unavailable' })],
    ['a call that took too long', error({ name: 'TimeoutError' })],
    ['a throttled call', error({ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } })],
    ['a broken connection', error({ code: 'ECONNRESET' })],
    ['an error of AWS itself', error({ $metadata: { httpStatusCode: 503 } })],
    ['what AWS says can be tried again', error({ $retryable: {} })],
  ])('is %s', (_what, each) => {
    expect(isPassing(each)).toBe(true);
  });

  it.each([
    ['a defect', new TypeError('no')],
    ['a refusal of AWS', error({ name: 'ValidationException', $metadata: { httpStatusCode: 400 } })],
    ['another code', error({ code: 'invalid_configuration' })],
    ['no error at all', 'TimeoutError'],
  ])('is not %s', (_what, each) => {
    expect(isPassing(each)).toBe(false);
  });
});
