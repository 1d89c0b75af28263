import type { RestoreStop } from '../../shared/domain/restore.ts';
import type { Config } from '../../shared/platform/config.ts';
import type { Runtime } from '../../shared/platform/runtime.ts';
import { createRestoreMarks } from '../../shared/store/restore-marks.ts';
import { stopAfterRestore } from '../../shared/use-cases/stop-after-restore.ts';

/** The tables of a deployment, by what they hold. */
export function tablesOf(config: Config): Record<string, string> {
  const { CONTACTS_TABLE, EMAILS_TABLE, CALLS_TABLE, OUTBOX_TABLE, RUNTIME_TABLE } = config;
  return {
    contacts: CONTACTS_TABLE,
    emails: EMAILS_TABLE,
    calls: CALLS_TABLE,
    outbox: OUTBOX_TABLE,
    runtime: RUNTIME_TABLE,
  };
}

/** What every run that contacts somebody asks first; a stop is logged. */
export function createRestoreGate({ config, aws, logger, metrics }: Runtime) {
  const restoreMarks = createRestoreMarks(aws.dynamoDb(), config.RUNTIME_TABLE);
  const tables = tablesOf(config);
  return async (): Promise<RestoreStop | undefined> => {
    const stop = await stopAfterRestore({ restoreMarks, metrics }, tables);
    if (stop) logger.error('nobody is contacted until the restore is reconciled', { stop });
    return stop;
  };
}
