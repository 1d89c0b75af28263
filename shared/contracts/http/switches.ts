/** Switches: what staff do not let out, at once (CONTRACT §2, §3). */
import { z } from 'zod';
import {
  MAX_SWITCHES,
  SWITCH_SCOPES,
  type Switch,
  type SwitchChange,
  type SwitchSet,
  type SwitchTarget,
} from '../../domain/email/switches.ts';
import { EMAIL_KINDS } from '../../domain/email/email.ts';
import { instant, siblingId, text } from './fields.ts';
import { operation } from './operation.ts';

const target = {
  scope: z.enum(SWITCH_SCOPES).describe('All mails, those of one template, or those to one therapist.'),
  template: z
    .enum(EMAIL_KINDS)
    .optional()
    .describe('With the scope `template`: the kind of email, `custom` for free bodies.'),
  therapist_id: siblingId.optional().describe('With the scope `therapist`.'),
};
const reason = text(200);

const mailSwitch = z
  .strictObject({
    ...target,
    off: z.literal(true).describe('What is on again is not listed any more.'),
    reason: reason.optional().describe('Needs `email.content`.'),
    by: z.string().describe('Who did it last: the subject of his token.'),
    changed_at: instant,
  })
  .meta({ id: 'Switch' });

const switches = z
  .strictObject({
    items: z.array(mailSwitch).describe('What is off, the earliest change first.'),
    next_cursor: z.null(),
    version: z.int().nonnegative().describe('0 while nobody has switched anything.'),
  })
  .meta({ id: 'Switches' });

const switchChange = z
  .strictObject({
    ...target,
    off: z.boolean().describe('True stops these mails, false lets them leave again.'),
    reason: reason.optional().describe('Needed to switch off, and kept while it is off.'),
  })
  .refine(({ scope, template }) => (scope === 'template') === (template !== undefined), {
    path: ['template'],
    message: 'must be there with the scope template, and with no other',
  })
  .refine(({ scope, therapist_id }) => (scope === 'therapist') === (therapist_id !== undefined), {
    path: ['therapist_id'],
    message: 'must be there with the scope therapist, and with no other',
  })
  .refine(({ off, reason }) => !off || reason !== undefined, {
    path: ['reason'],
    message: 'must be there when off is true',
  });

const nothing = z.strictObject({});

export const readSwitches = operation({
  id: 'readSwitches',
  method: 'GET',
  path: '/api/switches',
  summary: 'Reads which mails are switched off.',
  access: ['ops.read'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: nothing,
  success: { status: 200, description: 'All switches.', schema: switches },
  problems: [],
  examples: [{ summary: 'All switches', status: 200 }],
});

export const setSwitch = operation({
  id: 'setSwitch',
  method: 'PUT',
  path: '/api/switches',
  summary: 'Switches mails off, or on again: all of them, those of one template, or those to one therapist.',
  description:
    'Sets one switch and leaves the others; `If-Match` speaks of all of them. It takes effect at once: no mail is handed to SES ' +
    'any more but one whose handing over has begun. Nothing is canceled: a mail that is stopped stays `queued` and ' +
    'keeps its requests and its turn. One of a template or therapist is looked at again every ten minutes and has the reason ' +
    '`switched_off`. ' +
    `At most ${MAX_SWITCHES} switches are off at a time.`,
  access: ['ops.write'],
  optionalScopes: ['email.content'],
  params: nothing,
  query: nothing,
  body: switchChange,
  success: { status: 200, description: 'All switches as they are now.', schema: switches },
  problems: ['too_many_switches'],
  examples: [
    {
      summary: 'No mail to one therapist',
      body: { scope: 'therapist', therapist_id: 981, off: true, reason: 'Praxis bittet um Rückruf' },
      status: 200,
    },
    {
      summary: 'No mail of one template',
      body: { scope: 'template', template: 'follow_up', off: true, reason: 'Text wird überarbeitet' },
      status: 200,
    },
    { summary: 'All mail again', body: { scope: 'all', off: false }, status: 200 },
    { summary: 'Off, but why?', body: { scope: 'all', off: true }, status: 400 },
  ],
});

export const SWITCH_OPERATIONS = [readSwitches, setSwitch] as const;

/** A change as the use case takes it. */
export function toSwitchChange({ off, reason, ...named }: z.output<typeof switchChange>): SwitchChange {
  return { ...toTarget(named), off, reason };
}

function toTarget({
  template,
  therapist_id: therapistId,
}: Pick<z.output<typeof switchChange>, 'template' | 'therapist_id'>): SwitchTarget {
  if (template !== undefined) return { scope: 'template', template };
  return therapistId === undefined ? { scope: 'all' } : { scope: 'therapist', therapistId };
}

/** Switches as somebody may see them who has the scope `email.content`, or has not. */
export function toSwitches(
  { items, version }: SwitchSet,
  { withContent }: { withContent: boolean },
): z.input<typeof switches> {
  const toItem = (item: Switch) => ({
    scope: item.scope,
    ...(item.scope === 'template' && { template: item.template }),
    ...(item.scope === 'therapist' && { therapist_id: item.therapistId }),
    off: true as const,
    ...(withContent && item.reason !== undefined && { reason: item.reason }),
    by: item.by,
    changed_at: item.changedAt,
  });
  return { items: items.map(toItem), next_cursor: null, version };
}
