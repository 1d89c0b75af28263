import { TOPICS_IN } from '../../infra/constructs/kafka.ts';
import { pollTopics, type TopicPoller } from '../../local/kafka/poller.ts';
import { invokeFunction } from '../../local/stack/invoke.ts';
import type { LocalStack } from '../../local/stack/localstack.ts';
import { physicalName } from '../../local/stack/stage.ts';
import { say } from './stage-under-test.ts';

/**
 * Carries the records of the siblings' topics to the deployed function, from the beginning. Stands where MSK's event
 * sources stand, which LocalStack has none of (infra/config.ts, `kafka`).
 *
 * @param broker its address
 * @param groupPrefix another one reads everything again
 */
export function carryTopics(local: LocalStack, broker: string, groupPrefix: string): Promise<TopicPoller> {
  return pollTopics({
    brokers: [broker],
    topics: TOPICS_IN.map((topic) => ({ topic, functionName: physicalName('matching-events') })),
    groupPrefix,
    invoke: (functionName, event) => invokeFunction(local, functionName, JSON.stringify(event)),
    onFailure: (name) => say(`${name} failed on a batch of Kafka: it comes again`),
  });
}
