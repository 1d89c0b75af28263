import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The logger of one function. Log lines carry ids, counts and codes; what people wrote or are called never gets here
 * (I8), which is why errors are logged by `describeError` and not as they are.
 */
export function createLogger(stage: string, logLevel: 'INFO' | 'SILENT' = 'INFO'): Logger {
  return new Logger({ serviceName: 'communication-service', logLevel, persistentKeys: { stage } });
}

/** An error without its message, which may quote an address or a name: what it is, its code, and where it came from. */
export function describeError(error: unknown): { name: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  const frame = error.stack?.split('\n').find((line) => /^\s+at /.test(line));
  return { name: error.name, ...code, ...(frame !== undefined && { at: frame.trim() }) };
}
