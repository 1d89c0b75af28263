import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readPublished } from '../../../local/invariants/published.ts';
import type { SesEventOptions, SesEventType } from '../../../local/ses-events.ts';
import { MINUTE_MS, msBetween, plus } from '../../../shared/domain/time.ts';
import { acceptsOf, queueDirectly, SEND_TIME } from '../../support/sending.ts';
import { sendViolations } from '../../support/send-violations.ts';
import { startWorld, type World } from '../../support/world.ts';

interface Report {
  type: SesEventType;
  bounceType?: NonNullable<SesEventOptions['bounceType']>;
  /** After the accept. */
  minutes: number;
}

const SEND: Report = { type: 'Send', minutes: 0 };
const REJECT: Report = { type: 'Reject', minutes: 1 };
/** What may become of a mail that SES did not throw away, an automatic reply included. */
const LATER: Report[] = [
  { type: 'DeliveryDelay', minutes: 2 },
  { type: 'Delivery', minutes: 3 },
  { type: 'Bounce', bounceType: 'Transient', minutes: 4 },
  { type: 'Bounce', bounceType: 'Undetermined', minutes: 5 },
  { type: 'Bounce', bounceType: 'Permanent', minutes: 6 },
  { type: 'Complaint', minutes: 7 },
];

const histories = fc
  .oneof(
    { weight: 1, arbitrary: fc.constant<Report[]>([SEND, REJECT]) },
    { weight: 9, arbitrary: fc.subarray([SEND, ...LATER], { minLength: 1 }) },
  )
  .chain((reports) =>
    fc.record({
      reports: fc.constant(reports),
      arrivals: fc
        .array(fc.constantFrom(...reports), { maxLength: 4 })
        .chain((again) =>
          fc.shuffledSubarray([...reports, ...again], { minLength: reports.length + again.length }),
        ),
      senderDies: fc.boolean(),
    }),
  );

let world: World;
let lastTherapist = 0;
beforeAll(async () => {
  world = await startWorld({ start: SEND_TIME });
});
afterAll(() => world.stop());

/** The id of a mail that SES has, to a therapist of its own. */
async function acceptedMail(senderDies: boolean): Promise<string> {
  const [id = ''] = await queueDirectly(world, [++lastTherapist]);
  if (!senderDies) {
    await world.pump();
    return id;
  }
  const actor = world.actor({
    faults: ({ operation }) => (operation === 'SendRawEmail' ? 'die_after' : undefined),
  });
  await expect(actor.processEmailQueue({})).rejects.toThrow('the process died');
  // Nobody waits for the lease of a dead pump.
  world.clock.advance(2 * MINUTE_MS);
  return id;
}

async function report(emailId: string, arrivals: Report[]): Promise<void> {
  const mail = acceptsOf(world, emailId)[0]!;
  for (const { type, minutes, ...options } of arrivals)
    await world.sesEvent(mail, type, { at: plus(mail.sesAt, minutes * MINUTE_MS), ...options });
}

/** What is left of a mail, with times in minutes from its accept and without its path through the states. */
async function traceOf(emailId: string) {
  const { store } = world.service;
  const { email, entries } = (await store.getEmail(emailId))!;
  const { suppressed } = await store.getMailbox(email.recipient.mailboxKey);
  const { sesAt } = acceptsOf(world, emailId)[0]!;
  const minutes = (at: string | undefined) => at && Math.round(msBetween(sesAt, at) / MINUTE_MS);
  const { events } = readPublished([...world.bus.entries]);
  const countOf = (type: string, aggregate: string) =>
    events.filter((each) => each.aggregate === aggregate && each.event.eventType === `communication.${type}`)
      .length;
  return {
    state: email.state,
    softBounced: minutes(email.softBouncedAt),
    followUp: minutes(email.followUpAt),
    place: (await world.request(entries[0]!.requestId))?.place,
    suppressed: suppressed && {
      ...suppressed,
      address: suppressed.address !== undefined,
      at: minutes(suppressed.at),
    },
    sent: countOf('email_sent', `email ${emailId}`),
    bounced: countOf('email_bounced', `email ${emailId}`),
    objected: countOf('therapist_objected', `therapist ${email.therapistId}`),
  };
}

describe('FAULTS 39: all that SES reports of one mail', () => {
  it('leads to the same end in whatever order and however often it comes', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async ({ reports, arrivals, senderDies }) => {
        const inOrder = await acceptedMail(false);
        await report(inOrder, reports);
        const shuffled = await acceptedMail(senderDies);
        await report(shuffled, arrivals);

        await world.relay();
        const trace = await traceOf(shuffled);
        expect(trace).toEqual(await traceOf(inOrder));
        const reported = (type: SesEventType, hard?: string) =>
          reports.some((each) => each.type === type && each.bounceType === hard);
        const isLost = reported('Bounce', 'Permanent') || reported('Complaint');
        expect(trace).toMatchObject({
          sent: 1,
          bounced: isLost ? 1 : 0,
          objected: reported('Complaint') ? 1 : 0,
          place: isLost ? 'call' : reported('Reject') ? 'work_item' : 'contact_email',
        });
        expect(trace.suppressed !== undefined).toBe(isLost);
      }),
      { numRuns: 25 },
    );
    expect(await sendViolations(world)).toEqual([]);
  });
});
