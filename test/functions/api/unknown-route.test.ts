import { describe, expect, it } from '@jest/globals';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { build } from '../../../functions/api/unknown-route.ts';
import { GATEWAY_PROBLEMS } from '../../../infra/constructs/gateway-problems.ts';
import type { Runtime } from '../../../shared/platform/runtime.ts';

describe('an unknown route', () => {
  it('is answered by a problem that repeats nothing of the request', async () => {
    const event = { httpMethod: 'GET', path: '/api/patients/Erika-Musterfrau' } as APIGatewayProxyEvent;
    const answer = await build({} as Runtime)(event, {} as Context);
    expect(answer).toMatchObject({
      statusCode: 404,
      headers: { 'content-type': 'application/problem+json' },
    });
    expect(JSON.parse(answer.body)).toEqual({
      type: '/problems/not-found',
      title: 'Not found',
      status: 404,
    });
  });

  it('is told the same by API Gateway where no function is asked', async () => {
    const { body } = await build({} as Runtime)({} as APIGatewayProxyEvent, {} as Context);
    const [, problem] = GATEWAY_PROBLEMS.find(
      ([type]) => type === ResponseType.MISSING_AUTHENTICATION_TOKEN,
    )!;
    expect(JSON.parse(body)).toEqual(problem);
  });
});
