import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { EndpointType, LambdaIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { accessLogOf } from './access-log.ts';
import { putFirewallBefore } from './firewall.ts';
import { gatewayProblem, GATEWAY_PROBLEMS } from './gateway-problems.ts';

export interface ApiRoute {
  /** From the root, parameters in braces: `/api/emails/{email_id}`, `/{proxy+}`. */
  path: `/${string}`;
  target: IFunction;
}

/** A route per resource: methods are the function's own matter, which answers those that there are not. */
export function routesTo(target: IFunction, operations: readonly Pick<ApiRoute, 'path'>[]): ApiRoute[] {
  const paths = new Set(operations.map(({ path }) => path));
  return [...paths].map((path) => ({ path, target }));
}

/** The REST API of a stage (DESIGN §9). Callers are checked by the functions themselves, the same everywhere. */
export class ServiceApi extends RestApi {
  /** Where the world reaches the API. Functions may know it: no deployment of the API stands behind it, which needs them. */
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, { stage }: { stage: StageConfig }) {
    const { name, apiThrottle } = stage;
    super(scope, id, {
      restApiName: `communication-${name}`,
      description: `Communication Service, ${name}`,
      endpointTypes: [EndpointType.REGIONAL],
      // One setting for all APIs of the account, without which none may log: it stays when this API goes.
      cloudWatchRole: stage.accessLog,
      ...(stage.accessLog && { cloudWatchRoleRemovalPolicy: RemovalPolicy.RETAIN }),
      deployOptions: {
        ...(stage.accessLog && accessLogOf(scope, stage)),
        stageName: name,
        // Bodies are health data: they never get into a log (DESIGN I8).
        dataTraceEnabled: false,
        throttlingRateLimit: apiThrottle.requestsPerSecond,
        throttlingBurstLimit: apiThrottle.burst,
      },
    });
    const { region, urlSuffix } = Stack.of(this);
    this.publicUrl =
      stage.publicUrl ?? `https://${this.restApiId}.execute-api.${region}.${urlSuffix}/${name}`;
    this.#addGatewayResponses();
    if (stage.firewall) putFirewallBefore(this, stage.firewall);
    // In place of the library's own output, whose name ends in a hash.
    this.node.tryRemoveChild('Endpoint');
    new CfnOutput(this, 'address', { value: this.url }).overrideLogicalId('ApiAddress');
    new CfnOutput(this, 'id', { value: this.restApiId }).overrideLogicalId('ApiId');
  }

  addRoutes(routes: readonly ApiRoute[]): void {
    for (const { path, target } of routes) {
      // One permission per function, however many routes lead to it: a function's policy ends at 20 KB.
      const integration = new LambdaIntegration(target, { scopePermissionToMethod: false });
      this.root.resourceForPath(path).addMethod('ANY', integration);
    }
  }

  #addGatewayResponses(): void {
    for (const [type, code] of GATEWAY_PROBLEMS) {
      const { status, body } = gatewayProblem(code);
      this.addGatewayResponse(type.responseType, {
        type,
        statusCode: String(status),
        // The caller's Accept header chooses the template, and the type with it: both say the same.
        templates: { 'application/problem+json': body, 'application/json': body },
        responseHeaders: { 'Content-Type': "'application/problem+json'" },
      });
    }
  }
}
