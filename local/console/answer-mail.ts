import MailComposer from 'nodemailer/lib/mail-composer';
import type { Instant } from '../../shared/domain/time.ts';
import { done, refusal, type ConsoleAnswer, type ConsoleCall } from './answers.ts';
import { read, type ReadMail } from './mails.ts';

const KINDS = ['reply', 'out_of_office', 'stop'] as const;
type Kind = (typeof KINDS)[number];

/** `POST /_local/mails/{n}/answer` with `kind` and `text`: the mail's reader answers it, with the mail quoted below. */
export async function answerMail({ engine, request, pathParameters }: ConsoleCall): Promise<ConsoleAnswer> {
  const mail = engine.mails()[Number(pathParameters['n']) - 1];
  if (!mail) return refusal(request, 404, 'There is no such mail.');
  const form = new URLSearchParams(request.body.toString());
  const kind = KINDS.find((known) => known === form.get('kind'));
  if (!kind) return refusal(request, 400, `"kind" is one of ${KINDS.join(', ')}.`);
  const answered = await read(mail);
  if (answered.isForgotten)
    return refusal(
      request,
      409,
      'Nothing of this mail is left to answer: it told of somebody who was erased.',
    );
  if (kind === 'stop' && answered.stopAddress === '')
    return refusal(request, 400, 'This mail names no address for objections.');
  const answer = { kind, text: form.get('text') ?? '', at: engine.now() };
  await engine.receive(await composeAnswer(answered, answer));
  return done(request, { answered: String(pathParameters['n']), kind });
}

/** `POST /_local/inbound` with the bytes of a mail: it arrives. */
export async function receiveRaw({ engine, request }: ConsoleCall): Promise<ConsoleAnswer> {
  const { length } = request.body;
  if (length === 0) return refusal(request, 400, 'The body is a mail (RFC 5322), byte by byte.');
  await engine.receive(request.body);
  return done(request, { received: length });
}

interface Answer {
  kind: Kind;
  text: string;
  at: Instant;
}

/** The mail that a therapist's mail program would make of it. */
export function composeAnswer(mail: ReadMail, { kind, text, at }: Answer): Promise<Buffer> {
  const messageId = messageIdOf(mail);
  const quoted = mail.text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  const composer = new MailComposer({
    from: mail.to,
    to: kind === 'stop' ? mail.stopAddress : mail.replyTo,
    subject: SUBJECTS[kind](mail.subject),
    date: new Date(at),
    inReplyTo: messageId,
    references: messageId,
    text: kind === 'reply' ? `${text}\n\nAm ${at.slice(0, 10)} schrieb ${mail.from}:\n${quoted}\n` : text,
    ...(kind === 'out_of_office' && { headers: { 'Auto-Submitted': 'auto-replied' } }),
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

const SUBJECTS: Record<Kind, (subject: string) => string> = {
  reply: (subject) => `AW: ${subject}`,
  out_of_office: (subject) => `Automatische Antwort: ${subject}`,
  stop: () => 'unsubscribe',
};

/** As SES writes it (decision 0022). */
function messageIdOf({ messageId }: ReadMail): string {
  return `<${messageId}@eu-central-1.amazonses.com>`;
}
