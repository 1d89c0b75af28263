import { describe, expect, it } from '@jest/globals';
import { ResponseType } from 'aws-cdk-lib/aws-apigateway';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import { build } from '../../../functions/api/unknown-route.ts';
import { gatewayProblem, GATEWAY_PROBLEMS } from '../../../infra/constructs/gateway-problems.ts';
import type { Runtime } from '../../../shared/platform/runtime.ts';

const runtime = { config: { CORS_ORIGINS: [] as string[] } } as Runtime;
const REQUEST_ID = '5f8b2c1e-0000-4000-8000-000000000001';

const ask = (httpMethod: string, language = '') =>
  build(runtime)(
    {
      httpMethod,
      resource: '/{proxy+}',
      path: '/api/patients/Erika-Musterfrau',
      pathParameters: { proxy: 'api/patients/Erika-Musterfrau' },
      multiValueHeaders: { 'Accept-Language': [language] },
      multiValueQueryStringParameters: null,
      requestContext: { requestId: REQUEST_ID },
    } as unknown as APIGatewayProxyEvent,
    {} as Context,
  );

describe('an unknown route', () => {
  it.each(['GET', 'POST', 'PATCH', 'OPTIONS'])(
    'is answered by a problem that repeats nothing of the request: %s',
    async (method) => {
      const answer = await ask(method);
      expect(answer).toMatchObject({
        statusCode: 404,
        headers: { 'content-type': 'application/problem+json', 'x-request-id': REQUEST_ID },
      });
      expect(JSON.parse(answer.body)).toEqual({
        type: '/problems/not-found',
        title: 'Not found',
        status: 404,
        instance: `urn:uuid:${REQUEST_ID}`,
        request_id: REQUEST_ID,
      });
    },
  );

  it('has a German title for those who read German', async () => {
    expect(JSON.parse((await ask('GET', 'de')).body)).toMatchObject({ title: 'Nicht gefunden' });
  });

  it('is told the same by API Gateway where no function is asked', async () => {
    const [, code] = GATEWAY_PROBLEMS.find(([type]) => type === ResponseType.MISSING_AUTHENTICATION_TOKEN)!;
    const { status, body } = gatewayProblem(code);
    const answer = await ask('GET');
    expect(status).toBe(answer.statusCode);
    expect(JSON.parse(body.replaceAll('$context.requestId', REQUEST_ID))).toEqual(JSON.parse(answer.body));
  });
});
