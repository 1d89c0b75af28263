interface Preference {
  range: string;
  weight: number;
}

/** `Accept` or `Accept-Language` → ranges in lower case with their weights (RFC 9110, section 12.4.2). */
function preferences(header: string): Preference[] {
  return header.split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    const weight = Number(q);
    return range !== '' && weight >= 0 && weight <= 1 ? [{ range, weight }] : [];
  });
}

/**
 * What fits best; undefined when nothing does. A more specific range says more than a wild one; of equals the one that is
 * named beats the one that a wild range lets pass, then the first.
 */
function choose<Offer extends string>(
  header: string,
  offers: readonly Offer[],
  specificity: (range: string, offer: Offer) => number,
): Offer | undefined {
  const given = preferences(header);
  const preferenceFor = (offer: Offer) =>
    given
      .map(({ range, weight }) => ({ offer, weight, specificity: specificity(range, offer) }))
      .filter((preference) => preference.specificity > 0)
      .sort((a, b) => b.specificity - a.specificity)
      .slice(0, 1);
  const best = offers
    .flatMap(preferenceFor)
    .sort((a, b) => b.weight - a.weight || b.specificity - a.specificity)[0];
  return best && best.weight > 0 ? best.offer : undefined;
}

/**
 * The media type of the answer that the client likes best (RFC 9110, section 12.5.1).
 *
 * @param accept the header; absent or empty takes anything
 * @param offered what there is, the usual one first
 * @returns undefined when the client takes none of them
 */
export function chooseMediaType(
  accept: string | undefined,
  offered: readonly [string, ...string[]],
): string | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  return choose(accept, offered, (range, offer) => {
    if (range === offer) return 3;
    if (range === `${offer.split('/')[0] ?? ''}/*`) return 2;
    return range === '*/*' ? 1 : 0;
  });
}

export type Language = 'de' | 'en';

/** The language of titles by `Accept-Language`: English unless German is preferred. */
export function chooseLanguage(acceptLanguage: string | undefined): Language {
  const chosen = choose(acceptLanguage ?? '', ['en', 'de'] as const, (range, offer) => {
    if (range === offer || range.startsWith(`${offer}-`)) return 2;
    return range === '*' ? 1 : 0;
  });
  return chosen ?? 'en';
}
