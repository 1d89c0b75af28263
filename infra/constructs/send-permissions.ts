import type { Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { StageConfig } from '../config.ts';

/** The domain that SES has to know before the stage's sender may use it. */
export function senderDomain(stage: StageConfig): string {
  const { SENDER_EMAIL } = stage.identity;
  return SENDER_EMAIL.slice(SENDER_EMAIL.lastIndexOf('@') + 1);
}

/**
 * Lets a function send as the stage's sender through the stage's configuration set, and nothing else. A stage that may
 * not mail everybody is held to its recipients by IAM too, whatever the code does.
 */
export function grantSending(
  grantee: IGrantable,
  stack: Stack,
  props: { stage: StageConfig; configurationSet: string },
): void {
  const { stage, configurationSet } = props;
  const arn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
  const principal = grantee.grantPrincipal;
  principal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['ses:SendRawEmail'],
      resources: [arn('identity', senderDomain(stage)), arn('configuration-set', configurationSet)],
      conditions: {
        StringEquals: { 'ses:FromAddress': stage.identity.SENDER_EMAIL },
        ...recipientsOf(stage),
      },
    }),
  );
  // The quota belongs to the account: SES knows no resource for it.
  principal.addToPrincipalPolicy(new PolicyStatement({ actions: ['ses:GetSendQuota'], resources: ['*'] }));
}

function recipientsOf({ mailMode, mailRedirectTo, mailAllowList }: StageConfig): Record<string, object> {
  switch (mailMode) {
    case 'live':
      return {};
    case 'redirect':
      return { 'ForAllValues:StringEquals': { 'ses:Recipients': [mailRedirectTo] } };
    case 'allow-list':
      return { 'ForAllValues:StringLike': { 'ses:Recipients': mailAllowList.map(toPattern) } };
  }
}

/** A domain stands for all its addresses. What an address may contain but would be a wildcard is taken literally. */
function toPattern(entry: string): string {
  const literal = entry.replace(/[*?$]/g, '${$&}');
  return entry.startsWith('@') ? `*${literal}` : literal;
}
