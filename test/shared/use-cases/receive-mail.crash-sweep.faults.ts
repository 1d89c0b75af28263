import { expect, it } from '@jest/globals';
import { inboundMailEvent } from '../../../local/inbound-mail.ts';
import type { Call, Fault } from '../../support/flaky-dynamodb.ts';
import { addressOf, aMail, emailOf, inboundMailAs, putRawMail } from '../../support/inbound.ts';
import { queueDirectly, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest({ start: SEND_TIME });

const TIMEOUT_MS = 120_000;
const FAULTS: Fault[] = [
  'die_before',
  'die_after',
  'error',
  'error_after_applied',
  'transaction_conflict',
  'repeated',
];
/** A dead process does nothing any more: dying at a read is dying after the change before it. */
const READ_FAULTS: Fault[] = ['error'];
const VERDICTS = { spam: 'PASS', dmarc: 'PASS' } as const;

let receipts = 0;

/** An objection by mail to a new therapist, which changes his contact, his email and his requests. */
async function objection(therapist: number) {
  const [emailId = ''] = await queueDirectly(world, [therapist]);
  await world.pump();
  const messageId = `sweep-${++receipts}`;
  await putRawMail(
    world,
    messageId,
    aMail({ from: `praxis-${therapist}@praxis.example`, to: addressOf(world, emailId, 'stop') }),
  );
  const at = world.clock.now();
  const event = inboundMailEvent({ messageId, at, recipients: [], verdicts: VERDICTS });
  return { emailId, event, receipt: { sesMessageId: messageId, receivedAt: at } };
}

it(
  'a function that dies or fails at any call of a receipt ends in the same state when it is called again',
  async () => {
    const healthy = await objection(1);
    const calls: Call[] = [];
    await world.actor({ faults: (call) => void calls.push(call) }).inboundMail(healthy.event);
    expect(calls.map(({ operation }) => operation)).toContain('TransactWriteItems');

    const points = calls.flatMap(({ n, operation }) =>
      (operation === 'TransactWriteItems' ? FAULTS : READ_FAULTS).map((fault) => ({ n, fault })),
    );

    let therapist = 1;
    for (const { n, fault } of points) {
      const { emailId, event, receipt } = await objection(++therapist);
      const actor = world.actor({ faults: (call) => (call.n === n ? fault : undefined) });
      await actor.inboundMail(event).catch(() => undefined);
      await world.functions.inboundMail(event);
      expect(await inboundMailAs(world, receipt)).toMatchObject({
        status: 'recorded',
        emailId,
        version: 1,
      });
      const contact = await world.contact(therapist);
      expect(contact).toMatchObject({ objectionSource: 'stop_address', seq: 1 });
      expect((await emailOf(world, emailId)).email.state).toBe('sent');
      const { items } = await world.service.store.inboundMailsOfTherapist(therapist, 10);
      expect(items).toHaveLength(1);
    }
  },
  TIMEOUT_MS,
);
