import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { email, emailSummary } from '../../../../shared/contracts/http/email-resource.ts';
import { emailResponse } from '../../../../shared/contracts/http/email-responses.ts';
import { toEmail, toEmailResponse, toEmailSummary } from '../../../../shared/contracts/http/email-view.ts';
import { anEmail, anEntry, NOON } from '../../../support/aggregates.ts';

/** Stands in every field that people write or that names them. */
const CANARY = 'Musterfrau-Kanarienvogel';
const ID = 'em_01m82tna20mg24b52b2nw00001';
const sender = { address: 'vermittlung@platz.example', name: 'Platzvermittlung Beispiel' };

const heads = fc
  .record({
    kind: fc.constantFrom('initial_contact', 'custom', 'confirmation'),
    state: fc.constantFrom('draft', 'queued', 'sent', 'failed'),
    answered: fc.boolean(),
    overriddenAt: fc.constantFrom(NOON, undefined),
    softBouncedAt: fc.constantFrom(NOON, undefined),
    followUpRequired: fc.constantFrom(true, false, undefined),
  })
  .map(({ overriddenAt, softBouncedAt, followUpRequired, ...fields }) =>
    anEmail(ID, {
      ...fields,
      version: 3,
      recipient: { address: `${CANARY}@praxis.example`, mailboxKey: 'mailbox-1' },
      timeline: [{ state: fields.state, at: NOON }],
      ...(overriddenAt !== undefined && { overriddenAt }),
      ...(softBouncedAt !== undefined && { softBouncedAt }),
      ...(followUpRequired !== undefined && { followUpRequired }),
    }),
  );
const entries = fc.array(fc.boolean(), { maxLength: 5 }).map((included) =>
  included.map((isIn, index) =>
    anEntry(index + 1, {
      included: isIn,
      outcome: 'rejected',
      notes: CANARY,
      corrected: [{ outcome: 'accepted', at: NOON }],
    }),
  ),
);
const content = {
  written: {
    subject: CANARY,
    html: CANARY,
    text: CANARY,
    variables: { personal_note: CANARY },
    recipientName: CANARY,
    followUpNotes: CANARY,
    override: { reason: CANARY, by: 'staff-1', at: NOON },
  },
  body: { subject: CANARY, html: CANARY, text: CANARY },
  response: { receivedAt: NOON, content: CANARY, corrected: [{ receivedAt: NOON, content: CANARY }] },
};

describe('any email', () => {
  it('shows nothing that people wrote or are called to those without the content scope', () => {
    fc.assert(
      fc.property(heads, entries, (head, list) => {
        const loaded = { email: head, entries: list };
        const blind = { withContent: false };
        const seen = [
          toEmail(loaded, { sender }),
          toEmailSummary(head, blind),
          toEmailResponse({ ...loaded, response: content.response }, blind),
        ];
        expect(JSON.stringify(seen)).not.toContain('Kanarienvogel');
        expect(seen[0]).not.toHaveProperty('timeline');
      }),
    );
  });

  it('has the form that the reference says, with and without content', () => {
    fc.assert(
      fc.property(heads, entries, fc.boolean(), (head, list, withContent) => {
        const loaded = { email: head, entries: list };
        email.parse(toEmail(withContent ? { ...loaded, content } : loaded, { sender }));
        emailSummary.parse(toEmailSummary(head, { withContent }));
        emailResponse.parse(toEmailResponse({ ...loaded, response: content.response }, { withContent }));
      }),
    );
  });

  it('tells staff of a soft bounce', () => {
    fc.assert(
      fc.property(heads, (head) => {
        expect(toEmailSummary(head, { withContent: false }).soft_bounced_at).toBe(head.softBouncedAt);
      }),
    );
  });

  it('ranks its included entries from 1 on, and no other', () => {
    fc.assert(
      fc.property(heads, entries, (head, list) => {
        const ranks = toEmail({ email: head, entries: list }, { sender }).entries.map(
          ({ priority }) => priority,
        );
        const included = list.filter((entry) => entry.included).length;
        expect(ranks.filter((rank) => rank !== undefined).toSorted()).toEqual(
          Array.from({ length: included }, (_, index) => index + 1),
        );
      }),
    );
  });
});
