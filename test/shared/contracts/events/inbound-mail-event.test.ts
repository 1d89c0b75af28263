import { describe, expect, it } from '@jest/globals';
import { inboundMailEvent } from '../../../../local/inbound-mail.ts';
import { ACCOUNT } from '../../../../local/template/physical-names.ts';
import { readInboundMailEvent } from '../../../../shared/contracts/events/inbound-mail-event.ts';

/** As the SES developer guide shows it, shortened. */
const event = (changes: { mail?: object; receipt?: object } = {}) => {
  const made = inboundMailEvent({
    messageId: 'o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1',
    at: '2026-11-23T12:00:00.123Z',
    recipients: ['reply+abc@antwort.example'],
    verdicts: { spam: 'PASS', virus: 'PASS', spf: 'GRAY', dkim: 'FAIL', dmarc: 'PASS' },
  });
  const [record] = made.Records;
  if (!record) throw new Error('no record');
  return {
    Records: [
      {
        ...record,
        ses: {
          mail: { ...record.ses.mail, ...changes.mail },
          receipt: { ...record.ses.receipt, dmarcPolicy: 'reject', ...changes.receipt },
        },
      },
    ],
  };
};
const read = (given: unknown) => readInboundMailEvent(given, { account: ACCOUNT });

describe('the event of a mail that SES received', () => {
  it('says which mail it is, for whom, and what SES thinks of it; further fields are no matter', () => {
    expect(read(event())).toEqual({
      sesMessageId: 'o3vrnil0e2ic28trm7dfhrc2v0cnbeccl4nbp0g1',
      receivedAt: '2026-11-23T12:00:00.123Z',
      recipients: ['reply+abc@antwort.example'],
      verdicts: { spam: 'PASS', virus: 'PASS', spf: 'GRAY', dkim: 'FAIL', dmarc: 'PASS' },
    });
  });

  it('lets a verdict say nothing that is missing or unknown', () => {
    const given = event({ receipt: { spamVerdict: { status: 'MAYBE' }, virusVerdict: undefined } });
    expect(read(given)?.verdicts).toEqual({ spf: 'GRAY', dkim: 'FAIL', dmarc: 'PASS' });
  });

  it('is foreign when it was made for another account', () => {
    const functionArn = 'arn:aws:lambda:eu-central-1:111122223333:function:communication-local-inbound-mail';
    expect(read(event({ receipt: { action: { type: 'Lambda', functionArn } } }))).toBeUndefined();
  });

  it.each([
    {},
    { Records: [] },
    event({ mail: { messageId: '../parked/x' } }),
    event({ mail: { timestamp: '' } }),
  ])('is refused when it is none: %j', (given) => {
    expect(() => read(given)).toThrow();
  });
});
