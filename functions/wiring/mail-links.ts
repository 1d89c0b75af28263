import { createMailLinks, type LinksOf } from '../../shared/out/mail-links.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';

/** The links of this deployment's emails, signed with its key. */
export function linksOfMails({
  config,
  pseudonymKey,
}: Pick<KeyedRuntime, 'config' | 'pseudonymKey'>): LinksOf {
  return createMailLinks({
    tokens: createMailTokens(pseudonymKey),
    replyDomain: config.REPLY_DOMAIN,
    publicUrl: config.PUBLIC_URL,
  });
}
