import { describe, expect, it } from '@jest/globals';
import { matchesPattern } from '../../../local/engine/event-pattern.ts';

const event = {
  source: 'aws.ses',
  'detail-type': 'Email Sent',
  detail: {
    mail: { tags: { 'ses:configuration-set': ['communication-local'] } },
    n: 3,
    open: true,
    gone: null,
  },
};

describe('event pattern', () => {
  it.each([
    [{}],
    [{ source: ['aws.ses'] }],
    [{ source: ['aws.s3', 'aws.ses'] }],
    [{ detail: { n: [3], open: [true], gone: [null] } }],
    [{ detail: { mail: { tags: { 'ses:configuration-set': ['communication-local'] } } } }],
    [{ 'detail-type': [{ prefix: 'Email ' }] }],
    [{ 'detail-type': [{ suffix: 'Sent' }, { prefix: 'match.' }] }],
    [{ source: [{ 'equals-ignore-case': 'AWS.SES' }] }],
    [{ source: [{ 'anything-but': ['aws.s3'] }] }],
    [{ detail: { n: [{ exists: true }], absent: [{ exists: false }] } }],
  ])('%j matches', (pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
  });

  it.each([
    [{ source: ['aws.s3'] }],
    [{ source: ['aws.ses'], 'detail-type': ['Email Bounced'] }],
    [{ detail: { mail: { tags: { 'ses:configuration-set': ['another'] } } } }],
    [{ 'detail-type': [{ prefix: 'match.' }] }],
    [{ source: [{ 'anything-but': 'aws.ses' }] }],
    [{ detail: { absent: [{ 'anything-but': 'x' }] } }],
    [{ detail: { n: ['3'] } }],
    [{ detail: { n: [{ exists: false }] } }],
    [{ absent: { deeper: ['x'] } }],
  ])('%j does not match', (pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });

  it('is refused when it holds an operator that is not known', () => {
    expect(() => matchesPattern({ detail: { n: [{ numeric: ['>', 1] }] } }, event)).toThrow(/numeric/);
  });
});
