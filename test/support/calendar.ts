import { expect } from '@jest/globals';
import ICAL from 'ical.js';

/** RFC 5545, section 3.1: without the line break. */
const LINE_OCTETS = 75;

/**
 * Reads a calendar with a reader that has nothing to do with what wrote it, and checks its lines: each ends with CRLF, is
 * short enough, and is whole UTF-8 by itself.
 *
 * @returns the properties of its events as the format writes them, text unescaped
 */
export function eventsOf(calendar: string): Record<string, string>[] {
  expect(calendar).toMatch(/^BEGIN:VCALENDAR\r\n[^]*\r\nEND:VCALENDAR\r\n$/);
  const lines = calendar.split('\r\n');
  expect(lines.filter((line) => /[\r\n]/.test(line) || !line.isWellFormed())).toEqual([]);
  expect(lines.filter((line) => Buffer.byteLength(line) > LINE_OCTETS)).toEqual([]);
  const root = new ICAL.Component(ICAL.parse(calendar) as unknown[]);
  expect([root.getFirstPropertyValue('version'), root.getAllSubcomponents().map(({ name }) => name)]).toEqual(
    ['2.0', root.getAllSubcomponents().map(() => 'vevent')],
  );
  return root.getAllSubcomponents().map((event) => {
    expect(event.getAllSubcomponents()).toEqual([]);
    return Object.fromEntries(event.getAllProperties().map((property) => [property.name, valueOf(property)]));
  });
}

/** Dates as in the file, `20261130T090000Z`. */
function valueOf(property: ICAL.Property): string {
  const value = property.getFirstValue();
  return value instanceof ICAL.Time ? value.toICALString() : String(value as string | number);
}
