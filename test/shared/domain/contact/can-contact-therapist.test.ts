import { describe, expect, it } from '@jest/globals';
import {
  canContactTherapist,
  canOverrideCadence,
  stopOf,
} from '../../../../shared/domain/contact/can-contact-therapist.ts';
import {
  newContact,
  newMailbox,
  type Contact,
  type Mailbox,
  type Suppression,
} from '../../../../shared/domain/contact/contact.ts';
import { newGuard, type Guard } from '../../../../shared/domain/contact/guard.ts';
import { DAY_MS, HOUR_MS, plus } from '../../../../shared/domain/time.ts';

const NOW = '2026-11-23T00:00:00.000Z';
const guard = (fields: Partial<Guard>): Guard => ({ ...newGuard(), ...fields });
const contact = (fields: Partial<Contact> = {}): Contact => ({ ...newContact(1), ...fields });
const mailbox = (fields: Partial<Mailbox> = {}): Mailbox => ({ ...newMailbox('key'), ...fields });
const suppressed: Suppression = { reason: 'bounce', source: 'ses', at: NOW };
const expired = { ...suppressed, expiresAt: NOW };
const held = guard({ heldBy: 'em_1' });

describe('canContactTherapist', () => {
  it('allows a therapist whom nobody wrote to at once', () => {
    expect(canContactTherapist(contact(), mailbox(), NOW)).toEqual({ allowed: true, notBefore: NOW });
  });

  it.each([
    ['the therapist', contact({ guard: guard({ openAt: plus(NOW, DAY_MS) }) }), mailbox()],
    ['the mailbox', contact(), mailbox({ guard: guard({ openAt: plus(NOW, DAY_MS) }) })],
    ['the end of a cooling period', contact({ coolingUntil: plus(NOW, DAY_MS) }), mailbox()],
  ])('looks a day ahead at %s', (_, who, where) => {
    const notBefore = plus(NOW, DAY_MS);
    expect(canContactTherapist(who, where, NOW)).toEqual({ allowed: true, notBefore });
    expect(canContactTherapist(who, where, plus(NOW, -1))).toMatchObject({
      allowed: false,
      nextContactAt: notBefore,
    });
  });

  it('waits for the latest of all guards', () => {
    const who = contact({
      guard: guard({ openAt: plus(NOW, 2 * HOUR_MS) }),
      coolingUntil: plus(NOW, HOUR_MS),
    });
    const where = mailbox({ guard: guard({ openAt: plus(NOW, 3 * HOUR_MS) }) });
    expect(canContactTherapist(who, where, NOW)).toEqual({
      allowed: true,
      notBefore: plus(NOW, 3 * HOUR_MS),
    });
  });

  it.each<[string, Contact, Mailbox]>([
    ['blocked', contact({ blockedAt: NOW }), mailbox()],
    ['objected', contact({ objectedAt: NOW }), mailbox()],
    ['suppressed', contact(), mailbox({ suppressed })],
    ['held', contact({ guard: held }), mailbox()],
    ['held', contact(), mailbox({ guard: held })],
    ['too_soon', contact({ guard: guard({ openAt: plus(NOW, 2 * DAY_MS) }) }), mailbox()],
    ['too_soon', contact(), mailbox({ guard: guard({ openAt: plus(NOW, 2 * DAY_MS) }) })],
    ['cooling', contact({ coolingUntil: plus(NOW, 2 * DAY_MS) }), mailbox()],
  ])('refuses: %s', (reason, who, where) => {
    expect(canContactTherapist(who, where, NOW)).toMatchObject({ allowed: false, reason });
  });

  it('is not kept by a suppression that has expired', () => {
    expect(canContactTherapist(contact(), mailbox({ suppressed: expired }), NOW).allowed).toBe(true);
    expect(canContactTherapist(contact(), mailbox({ suppressed: expired }), plus(NOW, -1))).toMatchObject({
      reason: 'suppressed',
    });
  });

  it('is not kept by an email that was handed to SES, once the guard is open', () => {
    const used = guard({ heldBy: 'em_1', claimed: true, openAt: NOW });
    expect(canContactTherapist(contact({ guard: used }), mailbox({ guard: used }), NOW).allowed).toBe(true);
  });
});

describe('canOverrideCadence', () => {
  const closed = guard({ openAt: plus(NOW, 5 * DAY_MS) });

  it('allows a therapist whose guards are not open', () => {
    const allowed = canOverrideCadence(contact({ guard: closed }), mailbox({ guard: closed }), NOW);
    expect(allowed).toEqual({ allowed: true, notBefore: NOW });
  });

  it.each<[string, Contact, Mailbox]>([
    ['blocked', contact({ blockedAt: NOW }), mailbox()],
    ['objected', contact({ objectedAt: NOW }), mailbox()],
    ['suppressed', contact(), mailbox({ suppressed })],
    ['held', contact({ guard: held }), mailbox()],
    ['held', contact(), mailbox({ guard: held })],
    ['cooling', contact({ coolingUntil: plus(NOW, 2 * DAY_MS) }), mailbox()],
  ])('heeds what stops mail, and who has the turn: %s', (reason, who, where) => {
    expect(canOverrideCadence(who, where, NOW)).toMatchObject({ allowed: false, reason });
  });
});

describe('stopOf', () => {
  it('lets a block come first', () => {
    const who = contact({ blockedAt: NOW, objectedAt: NOW });
    expect(stopOf(who, mailbox({ suppressed }), NOW)).toBe('blocked');
    expect(stopOf(contact(), mailbox(), NOW)).toBeUndefined();
  });
});
