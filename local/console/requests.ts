import { readLedger } from '../invariants/ledger.ts';
import type { ConsoleCall, View } from './answers.ts';
import { pageOf } from './paging.ts';

/** `/_local/requests`: every placement request and its place. */
export async function requestList({ engine, request }: ConsoleCall): Promise<View> {
  const { requests } = readLedger(await engine.dump());
  const { items, ...page } = pageOf(
    [...requests.values()].sort((a, b) => a.id - b.id),
    request.query,
  );
  const rows = items.map(
    ({ id, place, therapistId, patientId, registeredOn, emailId, callId, workItemId }) => ({
      id,
      place,
      therapistId: therapistId ?? null,
      patientId: patientId ?? null,
      registeredOn: registeredOn ?? null,
      owners: [emailId, callId, workItemId].filter((owner) => owner !== undefined),
    }),
  );
  return { template: 'requests', variables: { requests: rows, page } };
}
