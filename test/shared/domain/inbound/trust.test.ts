import { expect, it } from '@jest/globals';
import { trustOf, type MailVerdicts, type Trust } from '../../../../shared/domain/inbound/trust.ts';

const PASSED: MailVerdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };

it.each<[string, MailVerdicts, Trust]>([
  ['everything passed', PASSED, 'proven'],
  ['spam', { ...PASSED, spam: 'FAIL' }, 'refused'],
  ['a virus', { ...PASSED, virus: 'FAIL' }, 'refused'],
  ['a virus scan that did not end', { ...PASSED, virus: 'PROCESSING_FAILED' }, 'proven'],
  ['a forged sender', { ...PASSED, dmarc: 'FAIL' }, 'doubtful'],
  ['no DMARC, but SPF', { dmarc: 'GRAY', spf: 'PASS', dkim: 'GRAY' }, 'proven'],
  ['no DMARC, but DKIM', { dmarc: 'GRAY', spf: 'FAIL', dkim: 'PASS' }, 'proven'],
  ['neither SPF nor DKIM', { dmarc: 'GRAY', spf: 'FAIL', dkim: 'FAIL' }, 'doubtful'],
  ['nothing known', {}, 'doubtful'],
  ['DMARC passed without SPF', { dmarc: 'PASS', spf: 'FAIL' }, 'proven'],
])('weighs %s', (_case, verdicts, trust) => {
  expect(trustOf(verdicts)).toBe(trust);
});
