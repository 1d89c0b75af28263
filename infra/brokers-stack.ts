import { type App, CfnOutput, Stack } from 'aws-cdk-lib';
import {
  FlowLogDestination,
  FlowLogTrafficType,
  GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService,
  type IVpc,
  Peer,
  Port,
  SecurityGroup,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnServerlessCluster } from 'aws-cdk-lib/aws-msk';
import type { StageConfig } from './config.ts';

/** Brokers of MSK Serverless that know callers by IAM. */
const BROKER_PORT = 9098;

/**
 * Brokers and a network around them, for those who have no cluster yet (CREATE_BROKERS). The other stacks use it by the settings MSK_…
 * like any cluster, since CloudFormation does not tell the addresses of serverless brokers: its outputs are those settings, and
 * the command that tells the addresses. No NAT: the network leads to the brokers, to DynamoDB and, for pollers that are not one's
 * own, to Lambda and STS (docs/deploy.md, "Brokers").
 */
export class BrokersStack extends Stack {
  constructor(app: App, stage: StageConfig) {
    super(app, `communication-${stage.name}-brokers`, {
      env: { region: stage.region },
      description: `Communication Service, ${stage.name}: brokers and their network`,
      terminationProtection: stage.deletionProtection,
    });
    const network = this.#addNetwork(stage);
    const group = new SecurityGroup(this, 'members', {
      // With exactOptionalPropertyTypes the library's class does not quite fit its own interface.
      vpc: network as IVpc,
      description: 'Brokers, the relay and the pollers of topics',
      allowAllOutbound: false,
    });
    for (const port of [Port.tcp(BROKER_PORT), Port.HTTPS]) {
      group.addIngressRule(group, port);
      group.addEgressRule(group, port);
    }
    // DynamoDB has public addresses, which the gateway endpoint alone leads to.
    group.addEgressRule(Peer.anyIpv4(), Port.HTTPS);
    if (!stage.provisionedPollers) addPollersEndpoints(network, group);
    const subnets = network.isolatedSubnets.map(({ subnetId }) => subnetId);
    const cluster = new CfnServerlessCluster(this, 'cluster', {
      clusterName: `communication-${stage.name}`,
      clientAuthentication: { sasl: { iam: { enabled: true } } },
      vpcConfigs: [{ subnetIds: subnets, securityGroups: [group.securityGroupId] }],
    });
    cluster.applyRemovalPolicy(stage.removalPolicy);
    this.#tell({
      MSK_CLUSTER_ARN: cluster.attrArn,
      MSK_VPC_ID: network.vpcId,
      MSK_SUBNETS: subnets.join(','),
      MSK_SECURITY_GROUP: group.securityGroupId,
    });
  }

  #addNetwork(stage: StageConfig): Vpc {
    const network = new Vpc(this, 'network', {
      maxAzs: 2,
      natGateways: 0,
      subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 }],
      gatewayEndpoints: { dynamodb: { service: GatewayVpcEndpointAwsService.DYNAMODB } },
    });
    // What was refused tells why a function does not reach the brokers; what passed would cost more than it tells.
    const { logRetention: retention, removalPolicy } = stage;
    const log = new LogGroup(this, 'refused-traffic', { retention, removalPolicy });
    network.addFlowLog('refused', {
      destination: FlowLogDestination.toCloudWatchLogs(log),
      trafficType: FlowLogTrafficType.REJECT,
    });
    return network;
  }

  #tell(settings: Record<string, string>): void {
    for (const [name, value] of Object.entries(settings))
      new CfnOutput(this, name, { value, description: `The setting ${name}` }).overrideLogicalId(
        name.replaceAll('_', ''),
      );
  }
}

/** What Lambda's shared pollers need in the network of the brokers, where a stage has none of its own. */
function addPollersEndpoints(network: Vpc, group: SecurityGroup): void {
  const services = {
    lambda: InterfaceVpcEndpointAwsService.LAMBDA,
    sts: InterfaceVpcEndpointAwsService.STS,
  };
  for (const [name, service] of Object.entries(services))
    network.addInterfaceEndpoint(name, { service, securityGroups: [group], open: false });
}
