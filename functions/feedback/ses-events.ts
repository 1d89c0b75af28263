import type { Context } from 'aws-lambda';
import { readSesEvent } from '../../shared/contracts/events/ses-events.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { applySesEvent } from '../../shared/use-cases/apply-ses-event.ts';
import { createService } from '../wiring/service.ts';

/** What SES reports of mails that it accepted: proofs, deliveries, bounces, complaints. */
export function build(runtime: KeyedRuntime) {
  const { config, metrics } = runtime;
  const service = createService(runtime);

  return async (event: unknown, { invokedFunctionArn }: Context): Promise<void> => {
    const [, , , , account = ''] = invokedFunctionArn.split(':');
    const feedback = readSesEvent(event, { account, configurationSet: config.CONFIGURATION_SET });
    if (!feedback) {
      metrics.count('ses_events_foreign');
      return;
    }
    const applied = await applySesEvent(service, feedback);
    if (applied === 'applied') metrics.count(`ses_events_${feedback.kind}`);
    else metrics.count('ses_events_foreign');
  };
}

export const handler = toLambda(startKeyedRuntime, build);
