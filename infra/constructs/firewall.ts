import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { StageConfig } from '../config.ts';

/** Rules of AWS's, and those of them that only count here because legitimate requests look like that. */
const RULE_SETS: { name: string; counted: string[] }[] = [
  {
    name: 'AWSManagedRulesCommonRuleSet',
    counted: [
      // Bodies are legitimate up to 1 MB; the rule ends at 8 KB.
      'SizeRestrictions_BODY',
      // Emails are written in HTML: `body_html` is markup, which the service cleans itself.
      'CrossSiteScripting_BODY',
      // A mail program that objects with one click (RFC 8058) need not say what it is.
      'NoUserAgent_HEADER',
    ],
  },
  { name: 'AWSManagedRulesKnownBadInputsRuleSet', counted: [] },
];

/**
 * Puts a web application firewall before the API's stage (DESIGN §9). It counts, but keeps no samples and writes no log:
 * both would hold paths, in which tokens of mails' links stand. What it refuses is answered as `WAF_FILTERED`
 * (gateway-problems.ts).
 */
export function putFirewallBefore(
  api: RestApi,
  { requestsPerAddressIn5Minutes }: NonNullable<StageConfig['firewall']>,
): void {
  const acl = new CfnWebACL(api, 'firewall', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible('firewall'),
    rules: [
      {
        name: 'rate',
        priority: 0,
        action: { block: {} },
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            limit: requestsPerAddressIn5Minutes,
            evaluationWindowSec: 300,
          },
        },
        visibilityConfig: visible('rate'),
      },
      ...RULE_SETS.map(({ name, counted }, index) => ({
        name,
        priority: index + 1,
        overrideAction: { none: {} },
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
          },
        },
        visibilityConfig: visible(name),
      })),
    ],
  });
  new CfnWebACLAssociation(api, 'firewall-association', {
    resourceArn: api.deploymentStage.stageArn,
    webAclArn: acl.attrArn,
  });
}

function visible(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
