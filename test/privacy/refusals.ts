import type { CallOptions } from '../support/api-client.ts';
import { DOCUMENTED, type DocumentedOperation } from '../support/api-document.ts';
import { WITHOUT_CONTENT, type Desk } from './desk.ts';
import { freeEmail } from './office.ts';
import { requestOf, THERAPISTS } from './people.ts';
import type { Stage } from './stage.ts';

/** Everything that a client may send at the wrong place, once to every operation. */
export async function askWrongly(stage: Stage, desk: Desk): Promise<void> {
  const { word, text } = stage.canaries.seenIn('given');
  for (const operation of DOCUMENTED) {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => nobody(operation.path, name));
    for (const options of wrongOptions(stage, operation)) await desk.call(operation.method, path, options);
    await desk.call('PATCH', path, { body: text('request: a wrong method') });
    for (const segment of [
      word('request: a path segment'),
      encodeURIComponent(text('request: an escaped path segment')),
    ])
      await desk.call(operation.method, operation.path.replace(/\{\w+\}/, segment));
  }
  await desk.call('GET', `/api/${word('request: a path that there is not')}`);
}

/** Ids that look right and are nobody's. */
function nobody(path: string, parameter: string): string {
  if (parameter === 'therapist_id') return '999999';
  const prefix =
    { call_id: 'pc', work_item_id: 'wi', absence_id: 'ab', inbound_mail_id: 'in' }[parameter] ??
    (path.includes('phone-call') ? 'pc' : 'em');
  return `${prefix}_${'0'.repeat(26)}${parameter === 'batch_id' ? '-1' : ''}`;
}

function wrongOptions({ canaries }: Stage, operation: DocumentedOperation): CallOptions[] {
  const { word, text } = canaries.seenIn('given');
  const header = (name: string, value: (given: string) => string): CallOptions => ({
    headers: { [name]: value(word(`request: ${name}`)) },
    ...(operation.body && { body: {} }),
    version: 1,
  });
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query');
  const query = Object.fromEntries(parameters.map(({ name }) => [name, text('request: a parameter')]));
  return [
    { query: { [word('request: the name of a parameter')]: '1' } },
    { query },
    header('accept', (given) => `text/${given}`),
    header('accept-language', (given) => given),
    header('authorization', (given) => `Bearer ${given}`),
    header('content-type', (given) => `text/${given}`),
    header('if-match', (given) => `"${given}"`),
    header('idempotency-key', (given) => `${given} ä`),
    header('origin', (given) => `https://${given}.example`),
    header('user-agent', (given) => given),
    ...(operation.body
      ? wrongBodies({ canaries }, operation.body.schema)
      : [{ body: text('request: a body that nobody takes') }]),
  ];
}

function wrongBodies(
  { canaries }: Pick<Stage, 'canaries'>,
  { properties = {} }: { properties?: object },
): CallOptions[] {
  const { word, text } = canaries.seenIn('given');
  const name = word('request: the name of a field');
  const values = [
    text('request: a field'),
    [text('request: an element')],
    { [name]: text('request: a nested field') },
  ];
  const bodies = [
    { [name]: 1 },
    { [text('request: a name with spaces')]: 1 },
    ...values.map((value) =>
      Object.fromEntries(Object.keys(properties).map((property) => [property, value])),
    ),
    `{"a": ${word('request: broken JSON')}`,
    `{"${word('request: a name that stands twice')}":1,"${word('request: a name that stands twice')}":2}`,
    { a: text('request: too large a body').padEnd(1_000_001) },
  ];
  return bodies.map((body) => ({ body, version: 1 }));
}

/** Wishes that are understood and refused, with content in them. */
export async function askInVain({ canaries }: Stage, desk: Desk, emailId: string): Promise<void> {
  const { text, word, address } = canaries.seenIn('given');
  const free = (fields: object) => ({
    therapist_id: THERAPISTS.toldByEvents,
    subject: text('refused email: subject'),
    body_html: text('refused email: body_html'),
    recipient_email: address('refused email: recipient_email', 1),
    ...fields,
  });
  const template = {
    therapist_id: THERAPISTS.overridden,
    template: 'initial_contact',
    placement_request_ids: [requestOf(THERAPISTS.overridden, 3)],
  };
  const sent = `/api/emails/${emailId}`;
  const key = word('refused email: Idempotency-Key');
  await desk.post('/api/emails', freeEmail({ canaries }, 'draft', 'shown'), { key });

  const refused = async (status: number, method: string, path: string, options: CallOptions) => {
    const answer = await desk.call(method, path, { scopes: WITHOUT_CONTENT, ...options });
    if (answer.status !== status) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  };
  const email = (status: number, body: object, options: CallOptions = {}) =>
    refused(status, 'POST', '/api/emails', { body, ...options });

  await email(409, free({ status: 'queued' }));
  await email(422, free({}), { key });
  await email(400, free({ recipient_email: text('refused email: no address') }));
  const variables = { [word('refused email: a variable')]: text('refused email: its value') };
  await email(400, free({ variables }));
  await email(400, { ...template, variables });
  await email(400, { ...template, override: { [word('refused email: a field of an override')]: '1' } });
  const override = { reason: text('refused email: override.reason') };
  await email(403, free({ override }), { scopes: ['email.write'] });
  const follow_up_notes = text('refused email: follow_up_notes');
  await refused(412, 'PUT', sent, { body: { follow_up_notes }, version: 1 });
  const entry = { id: text('refused answer: an entry'), response_outcome: 'accepted' };
  await refused(400, 'POST', `${sent}/response`, { body: { entries: [entry] } });
  const call = { therapist_id: THERAPISTS.blocked, notes: text('refused call: notes') };
  await refused(409, 'POST', '/api/phone-calls', { body: call });
  const absence = { from: '2026-12-02', to: '2026-12-01', note: text('refused absence: note') };
  await refused(400, 'POST', `/api/therapists/${THERAPISTS.bounced}/absences`, { body: absence });
}
