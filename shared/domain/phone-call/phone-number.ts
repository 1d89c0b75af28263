import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * Reads a phone number as typed into the form that can be dialled, compared and linked: `(030) 12 34-567` → `+49301234567`.
 *
 * @param raw one number, German unless it says otherwise, with its area code: it starts with `0` or `+`
 * @returns the number in E.164; undefined when it is missing, not one valid number, or lacks the area code. An
 *   extension that is marked as such is left out.
 */
export function toE164(raw: string | undefined): string | undefined {
  if (raw === undefined || !/^[\s(]*[0+]/.test(raw)) return undefined;
  const number = parsePhoneNumberFromString(raw, { defaultCountry: 'DE', extract: false });
  return number?.isValid() ? number.number : undefined;
}
