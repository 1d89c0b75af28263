import { createEventBridgePublisher } from '../../shared/out/eventbridge-publisher.ts';
import { createKafkaPublisher, type KafkaAuth } from '../../shared/out/kafka-publisher.ts';
import { readKafkaCredentials } from '../../shared/platform/kafka-credentials.ts';
import type { Runtime } from '../../shared/platform/runtime.ts';
import type { EventPublisher } from '../../shared/domain/ports.ts';

/** The publisher of the configured transport (CONTRACT §5, EVENT_TRANSPORT). */
export function createPublisher({ config, aws, logger }: Runtime): EventPublisher {
  const onFault = (code: string) => logger.warn('event not acknowledged', { code });
  if (config.EVENT_TRANSPORT === 'eventbridge') {
    return createEventBridgePublisher({
      client: aws.eventBridge(),
      busName: config.EVENT_BUS ?? '',
      onFault,
    });
  }
  const auth = authOf(config, aws);
  const brokers = (config.KAFKA_BROKERS ?? '').split(',');
  return createKafkaPublisher({ brokers, ...(auth && { auth }), onFault });
}

/** The configuration holds what its kind needs, or it would have been refused. */
function authOf(
  { KAFKA_AUTH, AWS_REGION: region = '', KAFKA_SECRET_ID: secretId = '' }: Runtime['config'],
  aws: Runtime['aws'],
): KafkaAuth | undefined {
  switch (KAFKA_AUTH) {
    case 'none':
      return undefined;
    case 'iam':
      return { kind: 'iam', region };
    case 'scram':
      return { kind: 'scram', credentials: () => readKafkaCredentials(aws.secrets(), secretId) };
  }
}
