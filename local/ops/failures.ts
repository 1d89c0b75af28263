import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Outcome } from '../command.ts';

/** What Lambda keeps of an asynchronous invocation that failed (Lambda guide, "Capturing records of asynchronous invocations"). */
const invocationRecord = z.object({
  requestContext: z.object({ functionArn: z.string().min(1) }),
  requestPayload: z.unknown(),
});

/** Long enough to invoke ten functions; what is not done by then can be received again. */
const VISIBILITY_SECONDS = 60;

interface Clients {
  sqs: Pick<SQSClient, 'send'>;
  lambda: Pick<LambdaClient, 'send'>;
}

/** An invocation that failed: of which function, and with what. */
interface FailedInvocation {
  functionName: string;
  payload: string;
}

/**
 * Invokes again what stands in a failure queue, once each: what Lambda gave up and what EventBridge could not deliver. A message
 * goes when Lambda has taken its invocation; one that is neither stays. Nothing of their content is told.
 */
export async function redriveFailures({ sqs, lambda }: Clients, queue: string): Promise<Outcome> {
  const results = new Map<string, { id: string; function?: string; done: boolean }>();
  for (;;) {
    const messages = await receive(sqs, queue);
    const fresh = messages.filter(({ MessageId = '' }) => !results.has(MessageId));
    if (fresh.length === 0) break;
    for (const message of fresh) {
      const [id, failed] = [message.MessageId ?? '', readFailure(message)];
      if (failed) {
        const { functionName: FunctionName, payload: Payload } = failed;
        await lambda.send(new InvokeCommand({ FunctionName, Payload, InvocationType: 'Event' }));
        await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: message.ReceiptHandle }));
      }
      results.set(id, { id, ...(failed && { function: failed.functionName }), done: failed !== undefined });
    }
  }
  const all = [...results.values()];
  const done = all.filter((result) => result.done).length;
  return {
    ok: done === all.length,
    json: { results: all },
    lines: [
      ...all.map(({ id, function: name }) => `${id}  ${name ?? 'is no invocation that failed'}`),
      `${done} of ${all.length} redriven`,
    ],
  };
}

async function receive(sqs: Clients['sqs'], queue: string): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: queue,
      MaxNumberOfMessages: 10,
      MessageAttributeNames: ['TARGET_ARN'],
      VisibilityTimeout: VISIBILITY_SECONDS,
      WaitTimeSeconds: 1,
    }),
  );
  return Messages;
}

/** EventBridge keeps the event as it was, and names the target beside it (EventBridge guide, "Dead-letter queues"). */
function readFailure({ Body = '', MessageAttributes }: Message): FailedInvocation | undefined {
  const target = MessageAttributes?.['TARGET_ARN']?.StringValue;
  if (target !== undefined) return { functionName: target, payload: Body };
  const record = invocationRecord.safeParse(parse(Body));
  if (!record.success) return undefined;
  const { requestContext, requestPayload } = record.data;
  return { functionName: requestContext.functionArn, payload: JSON.stringify(requestPayload) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
