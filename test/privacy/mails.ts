import type { SesCall } from '../../local/ses-double.ts';
import { sesEvent, type SesEventType } from '../../local/ses-events.ts';
import type { FaultMode, SesError } from '../../local/ses-faults.ts';
import { MINUTE_MS } from '../../shared/domain/time.ts';
import { newestEmailOf } from '../support/sending.ts';
import { THERAPISTS } from './people.ts';
import type { Stage } from './stage.ts';

/** SES refuses in words that quote whom the mail was for. */
const quoting =
  (status: number, code: string) =>
  ({ to }: SesCall): SesError => ({
    status,
    code,
    message: `Mail to ${to.join()} cannot be sent.`,
  });

const WEATHER: [therapist: number, answer: (call: SesCall) => FaultMode | SesError][] = [
  [THERAPISTS.rejected, quoting(400, 'MessageRejected')],
  [THERAPISTS.unavailable, quoting(503, 'ServiceUnavailable')],
  [THERAPISTS.reset, () => 'accept_then_reset'],
  [THERAPISTS.notVerified, () => 'not_verified'],
];

/** What is queued meets all that SES may answer, and once more when SES has calmed down. */
export async function sendThroughWeather(stage: Stage): Promise<void> {
  const answers = await Promise.all(
    WEATHER.map(
      async ([therapist, answer]) => [await newestEmailOf(stage.world, therapist), answer] as const,
    ),
  );
  const weather = new Map(answers);
  stage.world.ses.script = (call) => {
    hearCall(stage, call);
    return weather.get(call.tags['email_id'] ?? '')?.(call) ?? 'accept';
  };
  await pump(stage, 4);
  weather.clear();
  await pump(stage, 6);
}

/** Runs the pump so many times, ten minutes apart. */
export async function pump({ world, functions }: Stage, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    await functions.processEmailQueue({});
    world.clock.advance(10 * MINUTE_MS);
  }
}

/** Whom a mail is for stands in its destination and in one header; all else of it but the body is for machines. */
function hearCall({ hear, see }: Stage, { parameters }: SesCall): void {
  for (const [name, value] of Object.entries(parameters))
    if (name !== 'RawMessage.Data' && !name.startsWith('Destinations.'))
      hear('parameters of SES', { [name]: value });
  const raw = Buffer.from(parameters['RawMessage.Data'] ?? '', 'base64').toString();
  see('mailed', raw);
  const [head = ''] = raw.split('\r\n\r\n', 1);
  for (const header of head.split(/\r\n(?![ \t])/))
    if (!/^to:/i.test(header)) hear('headers of mails', header);
}

/** SES reports on what it took, with all that it knows of a mail; twice in words that nobody understands. */
export async function reportOnMails(stage: Stage): Promise<void> {
  const { world, functions, canaries } = stage;
  const diagnosticCode = canaries.seenIn('given').text('event of SES: what the recipient’s server says');
  for (const mail of world.ses.accepted) {
    const headers = [{ name: 'To', value: mail.to.join() }];
    const event = sesEvent(mail, kindOfReport(mail.to[0]));
    const detail = { ...event.detail, diagnosticCode, headers };
    stage.see('given', detail);
    await functions.sesEvents({ ...event, detail });
    for (const broken of [
      { ...detail, mail: headers },
      { ...detail, mail: { ...detail.mail, timestamp: mail.to[0] } },
    ])
      await stage.fails(broken, () => functions.sesEvents({ ...event, detail: broken }));
  }
}

function kindOfReport(address = ''): SesEventType {
  if (address.includes(`-${THERAPISTS.bounced}@`)) return 'Bounce';
  return address.includes(`-${THERAPISTS.complained}@`) ? 'Complaint' : 'Delivery';
}
