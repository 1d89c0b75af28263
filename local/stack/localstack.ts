import { localClientConfig, LOCAL_REGION } from '../clients.ts';
import { Problem } from '../command.ts';
import { ACCOUNT } from '../template/physical-names.ts';

/** A LocalStack that answers. */
export interface LocalStack {
  /** Without a slash at its end. */
  endpoint: string;
  /** Configuration of any SDK client that speaks to it. */
  client: ReturnType<typeof localClientConfig>;
}

const PATIENCE_MS = 3000;

/**
 * The LocalStack at `AWS_ENDPOINT_URL`, or at port 4566 of this machine.
 *
 * @throws Problem with a hint when nothing answers there
 */
export async function findLocalStack(): Promise<LocalStack> {
  const endpoint = (process.env['AWS_ENDPOINT_URL'] ?? 'http://localhost:4566').replace(/\/+$/, '');
  const health = await fetch(`${endpoint}/_localstack/health`, {
    signal: AbortSignal.timeout(PATIENCE_MS),
  }).catch(() => undefined);
  if (!health?.ok) throw new Problem(`no LocalStack answers at ${endpoint}\n\n${HOW_TO_START}`);
  return { endpoint, client: localClientConfig(endpoint) };
}

const HOW_TO_START = `Start one with Docker:
  docker compose up -d --wait
or, without Docker, run LocalStack 4.14 from its Python packages, with its gateway on port 4566.
AWS_ENDPOINT_URL takes one that listens elsewhere. \`npm start\` needs neither.`;

/** The environment of an AWS tool that speaks to this LocalStack, and by no profile of the user's to anything else. */
export function toolEnvironment({ endpoint }: LocalStack): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(others),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ENDPOINT_URL_S3: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: ACCOUNT,
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}
