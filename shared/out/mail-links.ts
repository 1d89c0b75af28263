import type { MailTokens } from '../domain/ports.ts';

/** The ways that lead from one mail back to its email. */
export interface MailLinks {
  /** Address that answers go to. */
  replyTo: string;
  /** How to object to all further contact: an address with a subject (RFC 6068), and a page. */
  objection: { mailto: string; url: string };
}

/** The links of an email, by its id. */
export type LinksOf = (emailId: string) => MailLinks;

/**
 * Builds the links of this deployment's emails. They carry nothing but tokens.
 *
 * @param replyDomain domain whose mail the service receives
 * @param publicUrl address of the service, without a slash at its end
 */
export function createMailLinks({
  tokens,
  replyDomain,
  publicUrl,
}: {
  tokens: MailTokens;
  replyDomain: string;
  publicUrl: string;
}): LinksOf {
  return (emailId) => {
    const objection = tokens.issue('unsubscribe', emailId);
    return {
      replyTo: `reply+${tokens.issue('reply', emailId)}@${replyDomain}`,
      objection: {
        mailto: `mailto:stop+${objection}@${replyDomain}?subject=unsubscribe`,
        url: `${publicUrl}/u/${objection}`,
      },
    };
  };
}
