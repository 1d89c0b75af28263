/** A reply to an email about some patients, and what a careful person reads in it for sure. */
export interface Reply {
  patients: number;
  text: string;
  /**
   * `+1 -2c ?3`: the first accepted, the second rejected for lack of capacity, the third to be followed up; `*` stands
   * for all patients, nothing for what nobody reads for sure.
   */
  meant: string;
}

/** The codes of the patients 1…10 in all replies. */
export const CODES = [
  '7K3QF',
  'M4T9X',
  '2BWQ8',
  'ZR60H',
  'P5D3N',
  'C8N1V',
  'HX7E2',
  'T0GJ4',
  '9QSYA',
  'E5MK6',
];

type Row = [patients: number, text: string, meant: string];

/** Rows of a table as replies. */
export function replies(...rows: Row[]): Reply[] {
  return rows.map(([patients, text, meant]) => ({ patients, text, meant }));
}
