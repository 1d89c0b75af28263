import { allOrNone, type Settings } from './settings.ts';

/** Brokers and subnets are lists with commas. */
const MSK_SETTINGS = [
  'MSK_CLUSTER_ARN',
  'MSK_BROKERS',
  'MSK_VPC_ID',
  'MSK_SUBNETS',
  'MSK_SECURITY_GROUP',
] as const;

/** User and password of the cluster: a secret whose name begins with `AmazonMSK_`, and its key, which cannot be AWS's own. */
const MSK_SCRAM_SETTINGS = ['MSK_SCRAM_SECRET_ARN', 'MSK_SCRAM_KEY_ARN'] as const;
export type MskScram = Record<(typeof MSK_SCRAM_SETTINGS)[number], string>;

/** An MSK cluster that exists already, with IAM authentication unless there is a user and password. */
export type Msk = Record<(typeof MSK_SETTINGS)[number], string> & { scram: MskScram | undefined };

/**
 * @returns undefined when no cluster is named
 * @throws InvalidStage when a part is missing
 */
export function readMsk(settings: Settings): Msk | undefined {
  const msk = allOrNone(MSK_SETTINGS, settings);
  return msk && { ...msk, scram: allOrNone(MSK_SCRAM_SETTINGS, settings) };
}
