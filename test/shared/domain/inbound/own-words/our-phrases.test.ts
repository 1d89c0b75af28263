import { expect, it } from '@jest/globals';
import { wordsOf } from '../../../../../shared/domain/inbound/own-words/known-text.ts';
import { firstOfOurs, PHRASES } from '../../../../../shared/domain/inbound/own-words/our-phrases.ts';
import { createRenderer } from '../../../../../shared/out/liquid-renderer.ts';
import { emailContent, patients, setting } from '../../../../support/email-content.ts';

const MAILS = (['de', 'en'] as const).flatMap((locale) => {
  const renderer = createRenderer({ ...setting, locale });
  const earlierSentAt = '2026-11-25T08:00:00.000Z';
  return [
    renderer.render(emailContent()),
    renderer.render(emailContent({ kind: 'batch_request', firstContact: true, patients: patients(3) })),
    renderer.render(emailContent({ kind: 'follow_up', patients: patients(2), earlierSentAt })),
    renderer.render(emailContent({ kind: 'confirmation' })),
  ];
});
const texts = (await Promise.all(MAILS)).map(({ text }) => text);

it.each(PHRASES)('the templates say: %s', (phrase) => {
  const words = wordsOf(phrase).join(' ');
  expect(texts.some((text) => wordsOf(text).join(' ').includes(words))).toBe(true);
});

it('finds the line in which an email of ours begins, and none in what people write', () => {
  for (const text of texts) expect(firstOfOurs(['Ja, gern.', '', ...text.split('\n')])).toBeGreaterThan(1);
  expect(firstOfOurs(['Haben Sie zurzeit Therapieplätze?', 'Vielen Dank für Ihre Zusage!'])).toBe(-1);
});
