import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type CfnFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  type BundlingOptions,
  NodejsFunction,
  type NodejsFunctionProps,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { BUNDLE } from './bundle.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Portable copy: the shell of a Windows machine has no `cp`. */
const COPY = "const [, from, to] = process.argv; require('node:fs').cpSync(from, to, { recursive: true })";

export interface ServiceFunctionProps extends NodejsFunctionProps {
  stage: StageConfig;
  /** File of the handler below `functions/`. */
  entry: string;
  /** Whether the folder `templates/` travels with the bundle. */
  rendersTemplates?: boolean;
}

/** The full name of a function of a stage. */
export function functionNameOf({ name }: StageConfig, id: string): string {
  return `communication-${name}-${id}`;
}

/**
 * A Lambda of the service: one ESM file with everything in it, the SDK included, and a role of its own that may write the
 * function's log and nothing else. The caller's props win.
 */
export class ServiceFunction extends NodejsFunction {
  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { stage, entry, rendersTemplates = false, bundling, environment, ...own } = props;
    const functionName = functionNameOf(stage, id);
    const logGroup = new LogGroup(scope, `${id}-log`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: stage.logRetention,
      removalPolicy: stage.removalPolicy,
    });
    // In place of the library's own, which may write to every log of the account.
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    if (own.vpc) role.addToPolicy(inNetwork());
    super(scope, id, {
      functionName,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: stage.memoryMb,
      timeout: Duration.minutes(1),
      logGroup,
      role,
      awsSdkConnectionReuse: false,
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, 'package-lock.json'),
      ...own,
      entry: join(ROOT, 'functions', entry),
      environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
      bundling: { ...bundlingDefaults(rendersTemplates), ...bundling },
    });
    // Whoever runs the template without its bundles looks the source up here.
    (this.node.defaultChild as CfnFunction).addMetadata('entry', `functions/${entry}`);
  }
}

/**
 * What Lambda does in a function's name to run it in a network; it knows no resource.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
function inNetwork(): PolicyStatement {
  return new PolicyStatement({
    actions: [
      'ec2:CreateNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:DeleteNetworkInterface',
      'ec2:AssignPrivateIpAddresses',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}

function bundlingDefaults(rendersTemplates: boolean): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    target: BUNDLE.target,
    externalModules: [],
    banner: BUNDLE.banner,
    esbuildArgs: Object.fromEntries(
      Object.entries(BUNDLE.alias).map(([name, path]) => [`--alias:${name}`, path]),
    ),
    minify: true,
    sourceMap: true,
    sourcesContent: false,
    ...(rendersTemplates && {
      commandHooks: {
        beforeBundling: () => [],
        beforeInstall: () => [],
        afterBundling: (input, output) => [`node -e "${COPY}" "${input}/templates" "${output}/templates"`],
      },
    }),
  };
}
