import { CfnOutput, type Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import type { StageConfig } from '../config.ts';
import { senderDomain } from './send-permissions.ts';

/**
 * How the stage sends mail: a configuration set that refuses plain SMTP and reports what became of every mail, and the
 * sender's domain with DKIM. SES can report to the default bus only. Its own suppression list stays out of it: a
 * suppression that staff lift has to be gone (docs/decisions/0021).
 */
export function addSending(stack: Stack, stage: StageConfig): ConfigurationSet {
  const configurationSet = new ConfigurationSet(stack, 'sending', {
    configurationSetName: `communication-${stage.name}`,
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    reputationMetrics: true,
    disableSuppressionList: true,
  });
  configurationSet.addEventDestination('feedback', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(stack, 'default-bus', 'default')),
    events: [
      EmailSendingEvent.SEND,
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.DELIVERY_DELAY,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.REJECT,
    ],
  });
  if (!stage.gaps.includes('email-identity')) addSender(stack, stage);
  return configurationSet;
}

function addSender(stack: Stack, stage: StageConfig): void {
  const sender = new EmailIdentity(stack, 'sender', { identity: Identity.domain(senderDomain(stage)) });
  sender.dkimRecords.forEach(({ name, value }, index) => {
    new CfnOutput(stack, `dkim-${index + 1}`, {
      description: 'CNAME that proves the sender',
      value: `${name} CNAME ${value}`,
    });
  });
}
