import { runSimulation } from '@cloud-copilot/iam-simulate';
import { ACCOUNT } from '../../../local/template/physical-names.ts';
import type { AwsRequest } from './aws-requests.ts';
import type { DeployedFunction, PolicyDocument } from './policies.ts';

/** One action on one resource that a policy grants. */
export interface Grant {
  action: string;
  resource: string;
  condition?: PolicyDocument['Statement'][number]['Condition'];
}

/** All that a policy grants, one by one. */
export function grantsOf({ Statement }: PolicyDocument): Grant[] {
  return Statement.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) =>
      Resource.map((resource) => ({ action, resource, ...(Condition && { condition: Condition }) })),
    ),
  );
}

/** A policy that grants just this. */
export function policyOf(grants: readonly Grant[]): PolicyDocument {
  return {
    Statement: grants.map(({ action, resource, condition }) => ({
      Effect: 'Allow' as const,
      Action: [action],
      Resource: [resource],
      ...(condition && { Condition: condition }),
    })),
  };
}

/** Requests of a function that its policy does not allow, as `function: action resource`. */
export async function refusedRequests(checked: DeployedFunction): Promise<string[]> {
  const refused: string[] = [];
  for (const request of checked.requests)
    if (!(await isAllowed(checked, request)))
      refused.push(`${checked.name}: ${request.action} ${request.resource}`);
  return refused;
}

/** Grants of a function that none of its requests needs, in the same form. */
export async function unusedGrants(checked: DeployedFunction): Promise<string[]> {
  const unused: string[] = [];
  for (const grant of grantsOf(checked.policy)) {
    const alone = { ...checked, policy: policyOf([grant]) };
    const candidates = checked.requests.filter(({ action }) => action === grant.action);
    const uses = await Promise.all(candidates.map((request) => isAllowed(alone, request)));
    if (!uses.includes(true)) unused.push(`${checked.name}: ${grant.action} ${grant.resource}`);
  }
  return unused;
}

/**
 * Whether IAM would let the function's role do it.
 *
 * @throws Error when the simulator does not understand the policy or the request: a misspelt action, a wrong ARN
 */
async function isAllowed(
  { policy, keyPolicy }: DeployedFunction,
  { action, resource, context }: AwsRequest,
): Promise<boolean> {
  const result = await runSimulation(
    {
      identityPolicies: [{ name: 'own', policy: { Version: '2012-10-17', ...policy } }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      // A key's own policy has to let the account's policies decide.
      ...(action.startsWith('kms:') && { resourcePolicy: keyPolicy }),
      request: {
        principal: `arn:aws:iam::${ACCOUNT}:role/function`,
        action,
        resource: { resource, accountId: ACCOUNT },
        contextVariables: context,
      },
    },
    {},
  );
  if (result.resultType === 'error')
    throw new Error(`${action} ${resource}: ${JSON.stringify(result.errors)}`);
  return result.overallResult === 'Allowed';
}
