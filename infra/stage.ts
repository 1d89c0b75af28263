import { Annotations, App, Tags, type AppProps } from 'aws-cdk-lib';
import type { StageConfig } from './config.ts';
import { BrokersStack } from './brokers-stack.ts';
import { OperationsStack } from './operations-stack.ts';
import { StatefulStack } from './stateful-stack.ts';
import { StatelessStack } from './stateless-stack.ts';

/** Choices of the CDK that change templates; kept here, so that tests see what is deployed. */
const FEATURE_FLAGS = {
  // One statement for all tables of a role instead of one each.
  '@aws-cdk/aws-iam:minimizePolicies': true,
  // What breaks CloudFormation's own rules breaks the build.
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // The stateful stack cannot drop what the stateless one uses.
  '@aws-cdk/core:defaultCrossStackReferences': 'strong',
};

/** The CDK app, still without stages. */
export function createApp({ context, ...props }: AppProps = {}): App {
  return new App({ analyticsReporting: false, context: { ...FEATURE_FLAGS, ...context }, ...props });
}

/** The stacks of a stage: what must never be lost, what can be rebuilt from the code at any time, and who watches it. */
export function addStage(
  app: App,
  stage: StageConfig,
): {
  stateful: StatefulStack;
  stateless: StatelessStack;
  operations: OperationsStack | undefined;
  brokers: BrokersStack | undefined;
} {
  const stateful = new StatefulStack(app, stage);
  const stateless = new StatelessStack(app, { stage, data: stateful });
  const { functionIds } = stateless;
  const operations = stage.gaps.includes('operations')
    ? undefined
    : new OperationsStack(app, { stage, data: stateful, functionIds });
  const brokers = stage.createsBrokers ? new BrokersStack(app, stage) : undefined;
  for (const stack of [stateful, stateless, operations, brokers])
    if (stack) Tags.of(stack).add('service', 'communication');
  if (stage.placeholderIdentity) {
    Annotations.of(stateless).addWarningV2(
      'communication:placeholder-identity',
      `${stage.name} has no sender: set ${Object.keys(stage.identity).join(', ')} before you deploy it`,
    );
  }
  return { stateful, stateless, operations, brokers };
}
