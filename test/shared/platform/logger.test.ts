import { describe, expect, it } from '@jest/globals';
import { describeError } from '../../../shared/platform/logger.ts';

const CANARY = 'Dr. Erika Musterfrau';

class CodedError extends Error {
  override readonly name = 'CodedError';
  readonly code = 'some_code';
}

function repeating(message: string): Error {
  const error = new Error(message);
  error.stack = `${message}\n${error.stack}`;
  return error;
}

describe('an error in the log', () => {
  it('is its name, its code and the place it came from', () => {
    expect(describeError(new CodedError(CANARY))).toEqual({
      name: 'CodedError',
      code: 'some_code',
      at: expect.stringMatching(/^at .*logger\.test\.ts:\d+:\d+\)?$/) as unknown,
    });
  });

  it.each([
    ['a message', new Error(CANARY)],
    [
      'a message with lines like frames',
      new Error(`x\n    at ${CANARY} (file:///x.ts:1:1)\n    at more:1:1`),
    ],
    ['a message that its stack repeats, as those of templates do', repeating(`x\n    at ${CANARY}:1:1\ny`)],
    ['a cause', new Error('x', { cause: new Error(CANARY) })],
    ['fields of its own', Object.assign(new Error('x'), { address: CANARY, code: 7 })],
    ['a text that was thrown', CANARY],
    ['an object that was thrown', { name: CANARY, message: CANARY }],
  ])('does not quote %s', (_name, error) => {
    expect(JSON.stringify(describeError(error))).not.toContain('Musterfrau');
  });

  it('needs no stack', () => {
    const error = new Error(CANARY);
    delete error.stack;
    expect(describeError(error)).toEqual({ name: 'Error' });
    expect(describeError(undefined)).toEqual({ name: 'undefined' });
  });
});
