import { expect, it } from '@jest/globals';
import { createMailLinks } from '../../../shared/out/mail-links.ts';
import { canonicalAddress } from '../../../shared/domain/email/address.ts';
import { EMAIL_ID, tokens } from '../../support/email-content.ts';

const { replyTo, objection } = createMailLinks({
  tokens,
  replyDomain: 'antwort.platz.example',
  publicUrl: 'https://x1.execute-api.eu-central-1.amazonaws.com/prod',
})(EMAIL_ID);

it('the address for answers can be mailed to and leads to the email', () => {
  expect(canonicalAddress(replyTo)).toBe(replyTo);
  const [, token = ''] = /^reply\+(.+)@antwort\.platz\.example$/.exec(replyTo) ?? [];
  expect(tokens.read('reply', token)).toBe(EMAIL_ID);
});

it('objections by mail and by the page carry a token of their own, which answers nothing', () => {
  const page = new URL(objection.url);
  const mailto = new URL(objection.mailto);
  const token = page.pathname.replace('/prod/u/', '');
  expect(page.href).toBe(`https://x1.execute-api.eu-central-1.amazonaws.com/prod/u/${token}`);
  expect([mailto.protocol, mailto.pathname]).toEqual(['mailto:', `stop+${token}@antwort.platz.example`]);
  expect(canonicalAddress(mailto.pathname)).toBe(mailto.pathname);
  expect(tokens.read('unsubscribe', token)).toBe(EMAIL_ID);
  expect(tokens.read('reply', token)).toBeUndefined();
});
