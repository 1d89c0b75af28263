import type { BusEntry } from '../eventbridge-double.ts';
import type { AcceptedMail } from '../ses-double.ts';
import { sesEvent, type SesEventType } from '../ses-events.ts';

/** Recipients whose local part tells their fate, as those of SES's own mailbox simulator do. */
const FATES: Record<string, SesEventType[]> = {
  bounce: ['Send', 'Bounce'],
  complaint: ['Send', 'Delivery', 'Complaint'],
};
const DELIVERED: SesEventType[] = ['Send', 'Delivery'];

/** What SES reports to the default bus on a mail that it accepted, all of it at once. */
export function mailFeedback(mail: AcceptedMail): BusEntry[] {
  const [localPart = ''] = mail.to[0]?.split('@') ?? [];
  return (FATES[localPart] ?? DELIVERED).map((type) => {
    const { source, detail, time, ...event } = sesEvent(mail, type);
    return {
      EventBusName: 'default',
      Source: source,
      DetailType: event['detail-type'],
      Detail: JSON.stringify(detail),
      Time: Date.parse(time) / 1000,
    };
  });
}
