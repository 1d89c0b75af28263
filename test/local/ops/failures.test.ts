import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { redriveFailures } from '../../../local/ops/failures.ts';

const [sqs, lambda] = [mockClient(SQSClient), mockClient(LambdaClient)];
const QUEUE = 'https://sqs.example/111122223333/event-failures';
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:communication-prod-matching-events';
let waiting: Message[];

beforeEach(() => {
  sqs.reset();
  lambda.reset();
  sqs.on(ReceiveMessageCommand).callsFake(({ MaxNumberOfMessages }: { MaxNumberOfMessages: number }) => ({
    Messages: waiting.slice(0, MaxNumberOfMessages),
  }));
  sqs.on(DeleteMessageCommand).callsFake(({ ReceiptHandle }: { ReceiptHandle: string }) => {
    waiting = waiting.filter((message) => message.ReceiptHandle !== ReceiptHandle);
    return {};
  });
  lambda.on(InvokeCommand).resolves({ StatusCode: 202 });
});

const redrive = () => {
  const region = 'eu-central-1';
  return redriveFailures({ sqs: new SQSClient({ region }), lambda: new LambdaClient({ region }) }, QUEUE);
};
const message = (id: number, body: string, fields: Partial<Message> = {}): Message => ({
  MessageId: `m-${id}`,
  ReceiptHandle: `r-${id}`,
  Body: body,
  ...fields,
});
const given = (id: number, requestPayload: unknown) =>
  message(id, JSON.stringify({ version: '1.0', requestContext: { functionArn: FUNCTION }, requestPayload }));
const invoked = () => lambda.commandCalls(InvokeCommand).map(({ args }) => args[0].input);

describe('a failure queue', () => {
  it('is emptied by invoking again what Lambda gave up and what EventBridge could not deliver', async () => {
    const attributes = { TARGET_ARN: { DataType: 'String', StringValue: FUNCTION } };
    waiting = [given(1, { id: 'bus-1' }), message(2, '{"id":7.0}', { MessageAttributes: attributes })];
    const { ok, lines } = await redrive();
    expect([ok, lines]).toEqual([true, [`m-1  ${FUNCTION}`, `m-2  ${FUNCTION}`, '2 of 2 redriven']]);
    const call = { FunctionName: FUNCTION, InvocationType: 'Event' };
    expect(invoked()).toEqual([
      { ...call, Payload: '{"id":"bus-1"}' },
      { ...call, Payload: '{"id":7.0}' },
    ]);
    expect(waiting).toEqual([]);
  });

  it('is worked through however long it is', async () => {
    waiting = Array.from({ length: 35 }, (_, id) => given(id, {}));
    expect((await redrive()).lines.at(-1)).toBe('35 of 35 redriven');
    expect(invoked()).toHaveLength(35);
  });

  it.each(['canary', '{}', '{"requestContext":{"functionArn":""},"requestPayload":{}}'])(
    'keeps what is no invocation, and tells nothing of it: %s',
    async (body) => {
      waiting = [message(1, body)];
      const { ok, lines, json } = await redrive();
      expect([ok, lines]).toEqual([false, ['m-1  is no invocation that failed', '0 of 1 redriven']]);
      expect(JSON.stringify(json)).not.toContain('canary');
      expect(waiting).toHaveLength(1);
      expect(invoked()).toEqual([]);
    },
  );

  it('keeps what Lambda does not take', async () => {
    waiting = [given(1, {})];
    lambda.on(InvokeCommand).rejects(new Error('TooManyRequestsException'));
    await expect(redrive()).rejects.toThrow('TooManyRequests');
    expect(waiting).toHaveLength(1);
  });
});
