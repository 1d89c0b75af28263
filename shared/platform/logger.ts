import { Logger } from '@aws-lambda-powertools/logger';

/**
 * The logger of one function. Log lines carry ids, counts and codes; what people wrote or are called never gets here
 * (I8), which is why errors are logged by `describeError` and not as they are.
 */
export function createLogger(stage: string, logLevel: 'INFO' | 'ERROR' | 'SILENT' = 'INFO'): Logger {
  return new Logger({ serviceName: 'communication-service', logLevel, persistentKeys: { stage } });
}

/** An error without its message, which may quote an address or a name: what it is, its code, and where it came from. */
export function describeError(error: unknown): { name: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {};
  // The stack holds the message, once or more, and its lines may look like frames.
  const frames = error.stack?.replaceAll(error.message, '').split('\n') ?? [];
  const frame = frames.find((line) => FRAME.test(line));
  return { name: error.name, ...code, ...(frame !== undefined && { at: frame.trim() }) };
}

const FRAME = /^\s+at .*:\d+:\d+\)?$/;
