import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { sesEvent, type SesEventType } from '../../local/ses-events.ts';
import type { DeployedStage } from '../../local/stack/stage.ts';
import type { SeenMail } from './stage-view.ts';

/** Puts on the default bus what SES would report of a mail; LocalStack's SES reports nothing. */
export async function reportOn(
  { local, config }: DeployedStage,
  mail: SeenMail,
  eventTypes: SesEventType[],
): Promise<void> {
  const accepted = {
    ...mail,
    sesAt: mail.at,
    source: config.SENDER_EMAIL,

    ...(config.CONFIGURATION_SET !== undefined && { configurationSet: config.CONFIGURATION_SET }),
  };
  const Entries = eventTypes
    .map((eventType) => sesEvent(accepted, eventType))
    .map((event) => ({
      Source: event.source,
      DetailType: event['detail-type'],
      Detail: JSON.stringify(event.detail),
      Resources: event.resources,
    }));
  const { FailedEntryCount } = await new EventBridgeClient(local.client).send(
    new PutEventsCommand({ Entries }),
  );
  if (FailedEntryCount)
    throw new Error(`the default bus refused ${FailedEntryCount} of ${Entries.length} events`);
}
