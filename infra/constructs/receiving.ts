import type { Stack } from 'aws-cdk-lib';
import { type AddToResourcePolicyResult, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { StageConfig } from '../config.ts';

/** Where SES puts what it receives, and where it is read (shared/domain/inbound/mail-receipt.ts). */
export const INBOUND_PREFIX = 'inbound/';

const RULE = 'inbound-mail';
const SES = 'ses.amazonaws.com';

/** Names alone: the policies of one stack are about the rule of the other. */
function ruleOf(stack: Stack, stage: StageConfig): { ruleSet: string; arn: string } {
  const ruleSet = `communication-${stage.name}`;
  const arn = stack.formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${ruleSet}:receipt-rule/${RULE}`,
  });
  return { ruleSet, arn };
}

/** Something with a policy of its own. */
interface Resource {
  addToResourcePolicy(statement: PolicyStatement): AddToResourcePolicyResult;
}

/**
 * Lets SES put mails into the bucket, for our account and our rule only. S3 encrypts them with the bucket's key in SES's name. A
 * key in the rule itself would make SES encrypt them on its side, in a form that only its own client reads.
 * https://docs.aws.amazon.com/ses/latest/dg/receiving-email-permissions.html
 */
export function letSesStoreMails(
  stack: Stack,
  stage: StageConfig,
  { bucket, key }: { bucket: Resource & Pick<IBucket, 'arnForObjects'>; key: Resource },
): void {
  const allow = (actions: string[], resources: string[]) =>
    new PolicyStatement({
      principals: [new ServicePrincipal(SES)],
      actions,
      resources,
      conditions: {
        StringEquals: { 'aws:SourceAccount': stack.account, 'aws:SourceArn': ruleOf(stack, stage).arn },
      },
    });
  bucket.addToResourcePolicy(allow(['s3:PutObject'], [bucket.arnForObjects(`${INBOUND_PREFIX}*`)]));
  // The bucket's own data keys are made and opened by this key.
  key.addToResourcePolicy(allow(['kms:Decrypt', 'kms:GenerateDataKey'], ['*']));
}

/**
 * Receives the mail of the stage's reply domain: into the bucket, then to the function. CloudFormation cannot make the rule set
 * the active one: see docs/inbound-mail.md.
 */
export function receiveMails(
  stack: Stack,
  stage: StageConfig,
  { bucketName, target }: { bucketName: string; target: IFunction },
): void {
  const { ruleSet, arn } = ruleOf(stack, stage);
  target.addPermission('receiving', {
    principal: new ServicePrincipal(SES),
    sourceAccount: stack.account,
    sourceArn: arn,
  });
  const set = new CfnReceiptRuleSet(stack, 'receiving', { ruleSetName: ruleSet });
  const rule = new CfnReceiptRule(stack, 'receiving-rule', {
    ruleSetName: ruleSet,
    rule: {
      name: RULE,
      enabled: true,
      recipients: [stage.identity.REPLY_DOMAIN],
      scanEnabled: true,
      // A practice whose server knows no TLS has to be heard, too.
      tlsPolicy: 'Optional',
      actions: [
        { s3Action: { bucketName, objectKeyPrefix: INBOUND_PREFIX } },
        { lambdaAction: { functionArn: target.functionArn, invocationType: 'Event' } },
      ],
    },
  });
  rule.addResourceDependency(set);
  // SES tries both actions when the rule is made.
  rule.node.addDependency(target);
}
