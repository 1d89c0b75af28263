import { beforeEach, describe, expect, it } from '@jest/globals';
import { CONTENT_LIMITS } from '../../../shared/domain/email/written-content.ts';
import { faultsOfMails } from '../../support/mail-faults.ts';
import { openRequests, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';
import { ask, freeEmail, templateEmail } from '../../support/written-emails.ts';

const world = worldPerTest();

const HOSTILE: Record<string, string> = {
  'another header': 'Erika\r\nBcc: spion@fremd.example\r\nX-Fremd: 1',
  'the end of the headers': 'Erika\r\n\r\n<h1>Fremd</h1>',
  'a bare line feed': 'Erika\nTo: spion@fremd.example',
  'a second recipient': 'Erika" <spion@fremd.example>, "Max',
  'commas and groups': 'Musterfrau, Erika; Gruppe: x@y.example, z@y.example;',
  'angle brackets': '<spion@fremd.example>',
  'a backslash at the end': 'Erika \\',
  NUL: 'Eri\0ka',
  'other controls': 'Eri\u0007\u001B[31mka\u0085\u2028\u2029',
  'turned around': '\u202Egnilkcab\u202C \u2066isoliert',
  'invisible letters': 'E\u200Br\u2060i\uFEFFka',
  'half a character': 'Erika \uD83D',
  'an encoded header': '=?UTF-8?Q?Erika=0D=0ABcc:_spion@fremd.example?=',
  'a boundary': '----_NmP-1-Part_1--\r\n----_NmP-1-Part_1',
  'a dot alone on a line': 'Erika\r\n.\r\nQUIT',
  markup: '</td><script>alert(1)</script><img src=x onerror=y>]]><!--',
  'a template': '{{7*7}} {% include \'base_email.html\' %} {%- raw -%} {{ "x" | upcase }}',
  entities: '&lt;b&gt; &amp;amp; &#10;',
  '5,000 characters': 'ä'.repeat(5000),
  '5,000 quotes': '"'.repeat(5000),
  'many small words': '< '.repeat(2500),
};
const names = Object.keys(HOSTILE);
const hostile = (name: string) => HOSTILE[name] ?? '';

beforeEach(() => world.at(SEND_TIME));

/** One request for a therapist; what siblings know of both of them is hostile in every field. */
async function openHostileRequest(id: number, text: string): Promise<void> {
  world.therapist(id, { titel: text, vorname: text, nachname: text });
  world.patient(id, {
    diagnose: text,
    geschlecht: text,
    zeitliche_verfuegbarkeit: text,
    beschwerden_seit: text,
    psychotherapieerfahrung: text,
    aktuelle_psychische_beschwerden: text,
  });
  await world.match({ id, therapist: id });
}

describe('FAULTS 31, 32: what people have in their data', () => {
  it('reaches the therapist as text of a faultless mail, whatever it is', async () => {
    for (const [index, name] of names.entries()) await openHostileRequest(index + 1, hostile(name));
    await world.batch();
    await world.pump();
    expect(world.ses.accepted).toHaveLength(names.length);
    expect(await faultsOfMails(world)).toEqual([]);
  });
});

describe('FAULTS 31, 32: what clients write', () => {
  it('is refused, or harmless in subject, body, name and note', async () => {
    const accepted: string[] = [];
    for (const [index, name] of names.entries()) {
      const [one, two] = [2 * index + 1, 2 * index + 2];
      const text = hostile(name);
      await openRequests(world, [one, two]);
      const free = freeEmail({
        therapistId: one,
        status: 'queued',
        subject: text.slice(0, CONTENT_LIMITS.subject),
        bodyHtml: `<p>Guten Tag</p>${text}<p>${text}</p><ul><li>${text}</li></ul>`,
        recipientName: text.slice(0, CONTENT_LIMITS.recipientName),
      });
      const note = templateEmail({
        therapistId: two,
        placementRequestIds: [two],
        variables: { personal_note: text.slice(0, CONTENT_LIMITS.variable) },
      });
      for (const email of [free, note]) if ((await ask(world, email)).ok) accepted.push(name);
    }
    await world.pump();
    expect(world.ses.accepted).toHaveLength(accepted.length);
    expect(new Set(accepted)).toEqual(new Set(names));
    expect(await faultsOfMails(world)).toEqual([]);
  });

  it('is not mailed when it would begin a line of its own in the subject', async () => {
    await openRequests(world, [1]);
    for (const name of ['another header', 'a bare line feed', 'NUL', 'other controls'])
      expect(await ask(world, freeEmail({ subject: hostile(name) }))).toMatchObject({
        ok: false,
        error: { errors: [{ field: '/subject' }] },
      });
  });
});
