import { createEventBridgePublisher } from '../../shared/out/eventbridge-publisher.ts';
import { createKafkaPublisher } from '../../shared/out/kafka-publisher.ts';
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
  const iam =
    config.KAFKA_AUTH === 'iam' && config.AWS_REGION !== undefined ? { iamRegion: config.AWS_REGION } : {};
  return createKafkaPublisher({ brokers: (config.KAFKA_BROKERS ?? '').split(','), ...iam, onFault });
}
