import { startBroker, type Broker } from '../../local/kafka/broker.ts';
import type { TopicPoller } from '../../local/kafka/poller.ts';
import { deployStage } from '../../local/stack/deploy.ts';
import { complain } from '../../local/command.ts';
import { findLocalStack, type LocalStack } from '../../local/stack/localstack.ts';
import { COMMUNICATION_TOPIC } from '../../shared/contracts/events/communication-event.ts';
import { carryTopics } from './carry-topics.ts';
import { onBroker, say } from './stage-under-test.ts';

declare global {
  /** What the suites share, from `setup.ts` to `teardown.ts`. */
  var surroundings: { broker: Broker; poller: TopicPoller } | undefined;
}

/** Deploys the stage once for all suites, beside a Kafka of its own. Says once what is missing, instead of in each test. */
export default async function setUp(): Promise<void> {
  let broker: Broker | undefined;
  try {
    const local = await findLocalStack();
    say('starting Kafka …');
    broker = await startBroker();
    globalThis.surroundings = { broker, poller: await deployBeside(broker, local) };
  } catch (error) {
    await broker?.stop();
    complain(error);
    process.exit(1);
  }
}

async function deployBeside(broker: Broker, local: LocalStack): Promise<TopicPoller> {
  await broker.createTopics({
    'matching-events': 3,
    'therapist-events': 1,
    'patient-events': 1,
    [COMMUNICATION_TOPIC]: 3,
  });
  await deployStage(local, { fresh: true, say, settings: onBroker(broker.address) });
  say('deployed');
  return carryTopics(local, broker.address, 'communication-local');
}
