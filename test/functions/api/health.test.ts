import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { handler } from '../../../functions/api/health.ts';
import { readServiceTemplate } from '../../../local/template/service-template.ts';
import { synthesizeLocalStage } from '../../../local/template/synthesize.ts';

const event: Partial<APIGatewayProxyEvent> = {
  httpMethod: 'GET',
  resource: '/api/health',
  multiValueHeaders: {},
  requestContext: { requestId: 'request-1' } as APIGatewayProxyEvent['requestContext'],
};
const invoke = () => handler(event as APIGatewayProxyEvent, { functionName: 'health' } as Context);

describe('GET /api/health', () => {
  let before: NodeJS.ProcessEnv;
  beforeEach(() => {
    before = process.env;
  });
  afterEach(() => {
    process.env = before;
  });

  it('is ok with the environment that the template gives, and nowhere before', async () => {
    process.env = {};
    await expect(invoke()).rejects.toThrow(/^configuration: STAGE/);

    const { functions } = await readServiceTemplate(await synthesizeLocalStage());
    const { environment } = functions.find(({ name }) => name === 'communication-local-health')!;
    process.env = { ...environment };
    expect(await invoke()).toMatchObject({
      statusCode: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-request-id': 'request-1',
      },
      body: '{"status":"ok","stage":"local"}',
    });
  });
});
