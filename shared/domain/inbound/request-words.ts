/** Whether a sentence speaks of one of the patients asked about, by number or code. */
export function namesRequest(sentence: string): boolean {
  return /(?<!\p{L})patient(?:in|innen|en)?(?:\/in)? ?(?:nr\.? ?)?\d/iu.test(sentence) || CODE.test(sentence);
}

/** Five characters or more of Crockford's base32 with a digit and a letter among them (`entryCodes`). */
const CODE = /(?<![\p{L}\d])(?=[A-Z]{0,8}\d)(?=\d{0,8}[A-Z])[0-9A-HJKMNP-TV-Z]{5,8}(?![\p{L}\d])/u;
