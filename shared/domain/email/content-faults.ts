import type { Fault } from '../fault.ts';
import { cleanName } from './address.ts';
import type { EmailKind } from './email.ts';
import {
  CONTENT_LIMITS,
  TEMPLATE_VARIABLES,
  type ContentFields,
  type WrittenContent,
} from './written-content.ts';

export type FieldFault = NonNullable<Fault['errors']>[number];

/**
 * What is wrong with content that a client hands in, by its fields' names on the wire.
 *
 * @param words the words of its bodies as a reader gets them; empty when there are none
 */
export function faultsOfContent(
  kind: EmailKind,
  fields: ContentFields,
  words: { html: string; text: string },
): FieldFault[] {
  return [
    ...faultsOfKind(kind, fields),
    ...ifGiven(fields.subject, faultsOfSubject),
    ...ifGiven(fields.bodyHtml, (html) => faultsOfBody('/body_html', html, words.html)),
    ...ifGiven(fields.bodyText, (text) => faultsOfBody('/body_text', text, words.text)),
    ...ifGiven(fields.variables, faultsOfVariables),
    ...ifGiven(fields.recipientName, faultsOfName),
    ...ifGiven(fields.followUpNotes, (notes) =>
      tooLong('/follow_up_notes', notes, CONTENT_LIMITS.followUpNotes),
    ),
  ];
}

/** What is wrong with bodies that each are short enough, but not both of them as they would be mailed. */
export function faultsOfLength(
  { bodyHtml, bodyText }: ContentFields,
  mailed: { html: string; text: string },
): FieldFault[] {
  const given = bodyHtml !== undefined ? '/body_html' : '/body_text';
  if ((bodyHtml ?? bodyText) === undefined) return [];
  const bytes = Buffer.byteLength(mailed.html) + Buffer.byteLength(mailed.text);
  if (bytes <= CONTENT_LIMITS.mailedBytes) return [];
  const message = `must have at most ${CONTENT_LIMITS.mailedBytes} bytes together with the other part of the mail`;
  return [{ field: given, message }];
}

/** What keeps a `custom` email from being mailed: subject and body are its author's. */
export function faultsOfMissing(kind: EmailKind, { subject, html }: WrittenContent): FieldFault[] {
  if (kind !== 'custom') return [];
  const message = 'is required without a template';
  return [
    ...(subject === undefined ? [{ field: '/subject', message }] : []),
    ...(html === undefined ? [{ field: '/body_html', message }] : []),
  ];
}

/** What is wrong with the reason of an override. */
export function faultsOfReason(reason: string): FieldFault[] {
  const field = '/override/reason';
  if (reason === '') return [{ field, message: 'must not be empty' }];
  return tooLong(field, reason, CONTENT_LIMITS.overrideReason);
}

function ifGiven<T>(value: T | undefined, faultsOf: (value: T) => FieldFault[]): FieldFault[] {
  return value === undefined ? [] : faultsOf(value);
}

function tooLong(field: string, text: string, limit: number): FieldFault[] {
  return text.length > limit ? [{ field, message: `must have at most ${limit} characters` }] : [];
}

function faultsOfKind(
  kind: EmailKind,
  { subject, bodyHtml, bodyText, variables }: ContentFields,
): FieldFault[] {
  if (kind === 'custom')
    return ifGiven(variables, () => [{ field: '/variables', message: 'needs a template' }]);
  const bodies = { '/subject': subject, '/body_html': bodyHtml, '/body_text': bodyText };
  return Object.entries(bodies).flatMap(([field, value]) =>
    ifGiven(value, () => [{ field, message: 'comes from the template' }]),
  );
}

function faultsOfSubject(subject: string): FieldFault[] {
  const field = '/subject';
  if (/[\p{Cc}\u2028\u2029]/u.test(subject))
    return [{ field, message: 'must be one line without control characters' }];
  if (cleanName(subject) === '') return [{ field, message: 'must not be empty' }];
  return tooLong(field, subject, CONTENT_LIMITS.subject);
}

function faultsOfBody(field: string, given: string, words: string): FieldFault[] {
  const faults = tooLong(field, given, CONTENT_LIMITS.body);
  if (faults.length > 0) return faults;
  return words === '' ? [{ field, message: 'must have some text' }] : [];
}

/** Names that no template knows are the client's own words and are not repeated (I8). */
function faultsOfVariables(variables: Record<string, string>): FieldFault[] {
  const areKnown = Object.keys(variables).every((name) => TEMPLATE_VARIABLES.includes(name));
  const message = `may be ${TEMPLATE_VARIABLES.join(', ')} and nothing else`;
  return [
    ...(areKnown ? [] : [{ field: '/variables', message }]),
    ...TEMPLATE_VARIABLES.flatMap((name) =>
      tooLong(`/variables/${name}`, variables[name] ?? '', CONTENT_LIMITS.variable),
    ),
  ];
}

function faultsOfName(name: string): FieldFault[] {
  const field = '/recipient_name';
  if (cleanName(name) === '') return [{ field, message: 'must not be empty' }];
  return tooLong(field, name, CONTENT_LIMITS.recipientName);
}
