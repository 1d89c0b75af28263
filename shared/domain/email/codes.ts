const SHORTEST = 5;

/**
 * The codes by which therapist and staff call the patients of one email or call: the first five characters of each
 * request's digest, more where two would be alike. A request keeps its code in every mail unless it meets its double.
 *
 * @param requestIds the requests of one email, each once
 * @param digestOf 26 characters of Crockford base32 per request (`Pseudonyms.requestDigest`)
 * @returns the codes in the order of the requests
 */
export function entryCodes(requestIds: number[], digestOf: (requestId: number) => string): string[] {
  const digests = requestIds.map(digestOf);
  return digests.map((digest) => {
    let length = SHORTEST;
    while (digests.some((other) => other !== digest && other.startsWith(digest.slice(0, length))))
      length += 1;
    return digest.slice(0, length);
  });
}
