import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Email } from '../../../shared/domain/email/email.ts';
import type { SwitchTarget } from '../../../shared/domain/email/switches.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, plus } from '../../../shared/domain/time.ts';
import { commitChanges } from '../../../shared/use-cases/commit-changes.ts';
import { setSwitch } from '../../../shared/use-cases/set-switch.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { acceptsOf, pumpEvery, queueMails, SEND_TIME } from '../../support/sending.ts';
import { ALL_MAIL, mailTo, switchBoard } from '../../support/switches.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const board = switchBoard(world);
const FIRST_CONTACTS: SwitchTarget = { scope: 'template', template: 'initial_contact' };
const PUT_OFF = plus(SEND_TIME, 10 * MINUTE_MS);
const NOW = plus(SEND_TIME, MINUTE_MS);

describe('the mail that has the turn of a therapist who is switched on again', () => {
  let id: string;
  beforeEach(async () => {
    [id = ''] = await queueMails(world, [1]);
    await board.off(mailTo(1));
    await world.pump();
    world.at(NOW);
  });

  const change = (fields: Partial<Email>) =>
    commitChanges(world.service, async (changes) => {
      const { email } = (await changes.email(id))!;
      changes.putEmail({ ...email, ...fields });
    });

  it('leaves with the next run', async () => {
    expect(await world.email(id)).toMatchObject({ notBefore: PUT_OFF });
    await board.on(mailTo(1));
    const email = await world.email(id);
    expect(email).toMatchObject({ state: 'queued', notBefore: NOW, updatedAt: NOW });
    expect(email?.timeline.at(-1)).toEqual({ state: 'queued', at: NOW });
    await world.pump();
    expect(acceptsOf(world, id)).toHaveLength(1);
    expect(await sendViolations(world)).toEqual([]);
  });

  it('does not leave before its client wants it to, nor before its turn', async () => {
    const earliest = plus(NOW, HOUR_MS);
    await change({ earliest });
    await board.on(mailTo(1));
    expect(await world.email(id)).toMatchObject({ notBefore: earliest });

    const openAt = plus(NOW, DAY_MS);
    await board.off(mailTo(1));
    world.at(earliest);
    await world.pump();
    await commitChanges(world.service, async (changes) => {
      const mailbox = await changes.mailbox((await world.email(id))!.recipient.mailboxKey);
      changes.putMailbox({ ...mailbox, guard: { ...mailbox.guard, openAt } });
    });
    await board.on(mailTo(1));
    expect(await world.email(id)).toMatchObject({ notBefore: openAt });
  });

  it.each([ALL_MAIL, FIRST_CONTACTS])('waits on while another switch stops it: %j', async (other) => {
    await board.off(other);
    await board.on(mailTo(1));
    expect(await world.email(id)).toMatchObject({ notBefore: PUT_OFF });
    await pumpEvery(world, HOUR_MS, 1);
    expect(world.ses.calls).toBe(0);
    await board.on(other);
    await pumpEvery(world, 10 * MINUTE_MS, 1);
    expect(acceptsOf(world, id)).toHaveLength(1);
  });

  it('waits on for what keeps it by now', async () => {
    const timeline = [{ state: 'queued' as const, at: SEND_TIME, reason: 'data_unavailable' as const }];
    await change({ timeline });
    await board.on(mailTo(1));
    expect(await world.email(id)).toMatchObject({ notBefore: PUT_OFF, timeline });
  });

  it('is left alone when somebody else is switched on', async () => {
    const before = await world.email(id);
    await board.off(mailTo(2));
    await board.on(mailTo(2));
    expect(await world.email(id)).toEqual(before);
  });
});

describe('the switch of a therapist', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['nobody has written to', () => Promise.resolve()],
    ['was written to', () => queueMails(world, [1]).then(() => world.pump())],
    ['has a mail that was not due yet', () => queueMails(world, [1])],
  ])('wakes nothing when he %s', async (_, prepare) => {
    await prepare();
    const [before] = await world.emailsOf(1);
    const email = before && (await world.email(before));
    await board.off(mailTo(1));
    await board.on(mailTo(1));
    expect(before && (await world.email(before))).toEqual(email);
  });
});

describe('the set of switches', () => {
  it('is changed only as it was seen, and once for a key', async () => {
    const change = { ...ALL_MAIL, off: true, reason: 'Testfall' };
    const once = { key: 'k', fingerprint: 'f' };
    const write = (version: number) => setSwitch(world.service, { change, by: 'staff-1', version, once });
    expect(await write(1)).toEqual({ ok: false, error: { code: 'precondition_failed' } });
    expect(await write(0)).toMatchObject({ ok: true });
    expect(await write(0)).toMatchObject({ ok: true });
    expect(await world.service.store.getSwitches()).toMatchObject({ items: [ALL_MAIL], version: 1 });
  });
});
