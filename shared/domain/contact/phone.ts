/** One phone number, by its pseudonym; several therapists of a practice may share it. */
export interface Phone {
  key: string;
  /** Therapists who were to be called under this number, the latest last. */
  therapistIds: number[];
  version: number;
}

/** So many therapists of one number are remembered: a merged call takes three of them (DESIGN §7). */
const MOST_REMEMBERED = 10;

/** A number nobody was to be called under yet; version 0 means "not stored". */
export function newPhone(key: string): Phone {
  return { key, therapistIds: [], version: 0 };
}

/** The number with a therapist who is to be called under it; the same object when he is known already. */
export function shareWith(phone: Phone, therapistId: number): Phone {
  if (phone.therapistIds.includes(therapistId)) return phone;
  return { ...phone, therapistIds: [...phone.therapistIds, therapistId].slice(-MOST_REMEMBERED) };
}
