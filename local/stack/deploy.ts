import { SESClient, VerifyEmailIdentityCommand } from '@aws-sdk/client-ses';
import { createCdk, type Say, type StageSettings } from './cdk.ts';
import type { LocalStack } from './localstack.ts';
import { forgetMails } from './mails.ts';
import { findStage, type DeployedStage } from './stage.ts';

/**
 * Deploys both stacks of the stage `local` and makes its sender one that may send.
 *
 * @param fresh whether what an earlier deployment left is destroyed first, data included
 * @param settings of the stage (infra/config.ts) beside those of the environment
 */
export async function deployStage(
  local: LocalStack,
  { fresh, say, settings }: { fresh: boolean; say: Say; settings?: StageSettings },
): Promise<DeployedStage> {
  const cdk = createCdk(local, say, settings);
  say('bundling the functions, preparing LocalStack …');
  await Promise.all([cdk.bootstrap(), cdk.synthesize()]);
  if (fresh) {
    say('destroying what was deployed before …');
    await cdk.destroy();
    await forgetMails(local);
  }
  say('deploying communication-local-stateful and communication-local-stateless …');
  await cdk.deploy();
  const stage = await findStage(local);
  await verifySender(local, stage.config.SENDER_EMAIL);
  return stage;
}

/** Bundles the functions anew and brings those that changed to the deployed stage, whose data and clock stay. */
export async function updateStage(local: LocalStack, say: Say, settings?: StageSettings): Promise<void> {
  const cdk = createCdk(local, say, settings);
  say('source changed: bundling the functions …');
  await cdk.synthesize();
  const updated = await cdk.update();
  say(updated.length > 0 ? `updated ${updated.join(', ')}` : 'no function has changed by that');
}

/** LocalStack's CloudFormation has no sender identities (infra/config.ts, `email-identity`). */
async function verifySender(local: LocalStack, EmailAddress: string): Promise<void> {
  await new SESClient(local.client).send(new VerifyEmailIdentityCommand({ EmailAddress }));
}
