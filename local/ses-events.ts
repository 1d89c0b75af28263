import { randomUUID } from 'node:crypto';
import { HOUR_MS, plus, type Instant } from '../shared/domain/time.ts';
import { LOCAL_REGION } from './clients.ts';
import type { AcceptedMail } from './ses-double.ts';
import { ACCOUNT } from './template/physical-names.ts';

/** `detail.eventType` of the events that the service listens to. */
export type SesEventType = 'Send' | 'Delivery' | 'Bounce' | 'Complaint' | 'Reject' | 'DeliveryDelay';

/** When it happened by SES's clock (the accept unless told otherwise), how hard a bounce was, what a report was about. */
export interface SesEventOptions {
  at?: Instant;
  bounceType?: 'Permanent' | 'Transient' | 'Undetermined';
  complaintFeedbackType?: 'abuse' | 'not-spam';
}

const DETAIL_TYPES: Record<SesEventType, string> = {
  Send: 'Email Sent',
  Delivery: 'Email Delivered',
  Bounce: 'Email Bounced',
  Complaint: 'Email Complaint Received',
  Reject: 'Email Rejected',
  DeliveryDelay: 'Email Delivery Delayed',
};

const REPORTING_MTA = 'a0-1.smtp-out.eu-central-1.example';

/**
 * The EventBridge event that SES would put on the default bus for an accepted mail; each call makes a new event id.
 * Shape: https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html. The mail's own headers are left out,
 * as if they had been truncated.
 */
export function sesEvent(mail: AcceptedMail, eventType: SesEventType, options: SesEventOptions = {}) {
  const at = options.at ?? mail.sesAt;
  const { bounceType = 'Permanent', complaintFeedbackType = 'abuse' } = options;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': DETAIL_TYPES[eventType],
    source: 'aws.ses',
    account: ACCOUNT,
    time: `${at.slice(0, 19)}Z`,
    region: LOCAL_REGION,
    resources: mail.configurationSet
      ? [`arn:aws:ses:${LOCAL_REGION}:${ACCOUNT}:configuration-set/${mail.configurationSet}`]
      : [],
    detail: {
      eventType,
      mail: mailDetail(mail),
      ...happening(mail, eventType, { at, bounceType, complaintFeedbackType }),
    },
  };
}

function mailDetail(mail: AcceptedMail) {
  const tags = { ...mail.tags, 'ses:operation': 'SendRawEmail', 'ses:source-ip': '127.0.0.1' };
  const all = { ...tags, ...(mail.configurationSet && { 'ses:configuration-set': mail.configurationSet }) };
  return {
    timestamp: mail.sesAt,
    source: mail.source ?? '',
    sendingAccountId: ACCOUNT,
    messageId: mail.messageId,
    destination: mail.to,
    headersTruncated: true,
    headers: [],
    commonHeaders: { messageId: mail.messageId },
    tags: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
  };
}

function happening(
  mail: AcceptedMail,
  eventType: SesEventType,
  { at, bounceType, complaintFeedbackType }: Required<SesEventOptions>,
) {
  const recipients = mail.to.map((emailAddress) => ({ emailAddress }));
  const feedbackId = `0107${randomUUID()}-000000`;
  switch (eventType) {
    case 'Send':
      return { send: {} };
    case 'Delivery':
      return {
        delivery: {
          timestamp: at,
          recipients: mail.to,
          smtpResponse: '250 2.0.0 OK',
          reportingMTA: REPORTING_MTA,
        },
      };
    case 'Bounce':
      return {
        bounce: {
          timestamp: at,
          feedbackId,
          bounceType,
          bounceSubType: 'General',
          bouncedRecipients: recipients,
        },
      };
    case 'Complaint':
      return {
        complaint: {
          timestamp: at,
          feedbackId,
          complainedRecipients: recipients,
          complaintFeedbackType,
        },
      };
    case 'Reject':
      return { reject: { reason: 'Bad content' } };
    case 'DeliveryDelay':
      return {
        deliveryDelay: {
          timestamp: at,
          delayType: 'TransientCommunicationFailure',
          expirationTime: plus(at, 14 * HOUR_MS),
          delayedRecipients: recipients,
          reportingMTA: REPORTING_MTA,
        },
      };
  }
}
