/** Id of an entry: its email's id, a dash and its number in the email (CONTRACT §2). */
export function entryIdOf(emailId: string, number: number): string {
  return `${emailId}-${number}`;
}

/** The parts of an entry's id; undefined when it is none. */
export function parseEntryId(entryId: string): { emailId: string; number: number } | undefined {
  const [, emailId, number] = /^(em_[^-]+)-([1-9]\d{0,3})$/.exec(entryId) ?? [];
  return emailId === undefined ? undefined : { emailId, number: Number(number) };
}
