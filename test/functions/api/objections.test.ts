import { beforeEach, describe, expect, it } from '@jest/globals';
import { createMailTokens } from '../../../shared/platform/mail-tokens.ts';
import { DAY_MS } from '../../../shared/domain/time.ts';
import { openApi, type Api } from '../../support/api.ts';
import { placesOf, published, violations } from '../../support/follow-up.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { addRequest, liveDays, queueMails } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let api: Api;
beforeEach(async () => {
  api = await openApi(world);
});

const tokens = () => createMailTokens(world.runtime.pseudonymKey);
const linkOf = (emailId: string) => `/u/${tokens().issue('unsubscribe', emailId)}`;
/** As a person's browser, or a mail program, which have no token of ours. */
const STRANGER = { token: null };
const ONE_CLICK = {
  ...STRANGER,
  body: 'List-Unsubscribe=One-Click',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};

/** An email that left, with its link. */
async function sentMail(): Promise<{ id: string; link: string }> {
  const [id = ''] = await queueMails(world, [1]);
  await world.pump();
  return { id, link: linkOf(id) };
}

describe('the link of a mail', () => {
  it('shows what it would do, and does nothing when it is only followed', async () => {
    const { link } = await sentMail();
    const shown = await api.get(link, STRANGER);
    expect(shown).toMatchObject({ status: 200 });
    expect(shown.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    });
    expect(shown.text).toMatch(/<form method="post">\s*<button type="submit">Keine weiteren Anfragen/);
    expect(shown.text).not.toMatch(/Musterfrau|praxis-1/);
    expect((await api.call('HEAD', link, STRANGER)).text).toBe('');
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
  });

  it.each([
    ['one click of a mail program (RFC 8058)', ONE_CLICK],
    ['the form of the page', STRANGER],
  ])('ends contact by mail and phone at %s', async (_, request) => {
    const { link } = await sentMail();
    const answer = await api.call('POST', link, request);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Das ist notiert');
    const objectedAt = world.clock.now();
    expect(await world.contact(1)).toMatchObject({ objectedAt, objectionSource: 'unsubscribe_link' });
    expect(await published(world, 'therapist_objected')).toMatchObject([
      { therapist_id: 1, channel: 'all', source: 'unsubscribe_link' },
    ]);
  });

  it('counts once, however often it is used, in any case of its letters', async () => {
    const { link } = await sentMail();
    await api.call('POST', link, ONE_CLICK);
    const first = await world.contact(1);
    world.clock.advance(DAY_MS);
    await Promise.all(
      [link, link.toUpperCase().replace('/U/', '/u/')].map((path) => api.call('POST', path, ONE_CLICK)),
    );
    expect(await world.contact(1)).toEqual(first);
    expect(await published(world, 'therapist_objected')).toHaveLength(1);
  });

  it.each(['GET', 'POST'])('that was not issued leads nowhere: %s', async (method) => {
    const { id, link } = await sentMail();
    const forged = `${link.slice(0, -1)}${link.endsWith('a') ? 'b' : 'a'}`;
    const reply = `/u/${tokens().issue('reply', id)}`;
    const noEmail = linkOf('em_01m82tna20mg24b52b2nw00001');
    const nowhere = method === 'POST' ? [forged, reply, noEmail, '/u/x'] : [forged, reply, '/u/x'];
    for (const path of nowhere) {
      const answer = await api.call(method, path, STRANGER);
      expect(answer.status).toBe(404);
      expect(answer.text).toContain('Dieser Link gilt nicht');
    }
    expect(await world.contact(1)).not.toHaveProperty('objectedAt');
  });

  it('takes no other method', async () => {
    const { link } = await sentMail();
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect(await api.call(method, link, STRANGER)).toMatchObject({
        status: 405,
        headers: { allow: 'GET, HEAD, POST' },
      });
  });
});

describe('a therapist who objected', () => {
  it('keeps nothing queued, and his requests go to staff', async () => {
    const [id = ''] = await queueMails(world, [1]);
    await addRequest(world, 2, { therapist: 1 });
    await api.call('POST', linkOf(id), ONE_CLICK);
    expect(await world.email(id)).toMatchObject({ state: 'canceled' });
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'pending']);
    await liveDays(world, 1);
    expect(await placesOf(world, [1, 2])).toEqual(['work_item', 'work_item']);
    expect(world.ses.calls).toBe(0);
    expect(await sendViolations(world)).toEqual([]);
    expect(await violations(world)).toEqual([]);
  });

  it('leaves a call that is booked, and is called no more', async () => {
    const { link } = await sentMail();
    world.clock.advance(8 * DAY_MS);
    await world.sweep();
    expect(await placesOf(world, [1])).toEqual(['call']);
    await api.call('POST', link, ONE_CLICK);
    expect(await world.contact(1)).toMatchObject({ openCalls: [] });
    expect(await published(world, 'call_canceled')).toHaveLength(1);
    await world.sweep();
    expect(await placesOf(world, [1])).toEqual(['work_item']);
    expect(await violations(world)).toEqual([]);
  });
});
