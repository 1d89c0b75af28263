/** What random cases begin with: the same on every run, so that a red test is red for everybody; SEED=… looks for others. */
export const SEED = Number(process.env['SEED'] ?? 20261123);
