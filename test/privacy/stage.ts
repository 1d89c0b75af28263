import { createLogger } from '../../shared/platform/logger.ts';
import { createMetrics } from '../../shared/platform/metrics.ts';
import { InvocationFailed } from '../../shared/platform/lambda.ts';
import type { Invoke } from '../../local/engine/functions.ts';
import { SHARDS } from '../../shared/domain/stores/queries.ts';
import { toMessage } from '../../shared/out/kafka-publisher.ts';
import { encodeInOrder } from '../../shared/out/outgoing-events.ts';
import { createOutbox } from '../../shared/store/outbox.ts';
import { typedFunctions } from '../support/functions.ts';
import { startWorld } from '../support/world.ts';
import { createCanaries } from './canaries.ts';
import { createEars } from './channels.ts';
import { listenToOutput, listenToRequests } from './listeners.ts';
import { quoteRequests } from './quoting-errors.ts';

export type Stage = Awaited<ReturnType<typeof openStage>>;

/**
 * A world whose functions log and count as they do in production, and from which nothing gets out unheard.
 */
export async function openStage() {
  const ears = createEars();
  const world = await startWorld();
  const quoting = quoteRequests(world.runtime.aws, ears);
  const listeners = [listenToOutput(ears), listenToRequests(ears)];
  const surroundings = { logger: createLogger('prod'), metrics: createMetrics('prod'), aws: quoting.aws };
  const invoke = asLambda(world.createProcess(surroundings), ears);
  const functions = typedFunctions(invoke);
  const outbox = createOutbox(world.client, world.tables.outbox);

  async function announce(): Promise<void> {
    for (let shard = 0; shard < SHARDS; shard++) {
      const { items } = await outbox.readShard(shard, 100);
      const encoded = encodeInOrder(items.flatMap(({ event }) => event ?? []));
      for (const each of encoded) ears.hear('messages of Kafka', toMessage(each));
    }
    await functions.outboxRelay({});
  }

  let offset = 0;

  return {
    ...ears,
    nextOffset: () => offset++,
    world,
    canaries: createCanaries(),
    functions,
    invoke,
    quoting,
    /** Publishes what waits, by one transport in truth and by the other in writing. */
    announce,
    /** Does what has to fail, having been given something. */
    async fails(what: unknown, work: () => Promise<unknown>): Promise<void> {
      ears.see('given', what);
      const failed = await work().then(
        () => false,
        () => true,
      );
      if (!failed) throw new Error(`the scenario went well where it should not: ${JSON.stringify(what)}`);
    },
    /** Lets out what comes from now on. */
    silence: () => listeners.forEach((stop) => stop()),
    async close() {
      listeners.forEach((stop) => stop());
      await world.stop();
    },
  };
}

/** What Lambda itself tells of an invocation: the answer that destinations get, and the error that it logs. */
function asLambda(invoke: Invoke, { hear }: ReturnType<typeof createEars>): Invoke {
  return async (functionName, event) => {
    try {
      const answer = await invoke(functionName, event);
      if (!isProxyAnswer(answer)) hear('answers of functions', answer ?? null);
      return answer;
    } catch (error) {
      const reported = new InvocationFailed(error);
      const { name, message, stack, cause } = reported;
      hear('errors as Lambda reports them', {
        name,
        message,
        stack,
        cause,
        fields: Object.entries(reported),
      });
      throw reported;
    }
  };
}

/** An answer of the API, which its gateway hands on and nobody logs. */
const isProxyAnswer = (answer: unknown) =>
  typeof answer === 'object' && answer !== null && 'statusCode' in answer;
