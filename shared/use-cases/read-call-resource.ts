import { prioritiesOf } from '../domain/phone-call/call-ids.ts';
import { liveAgenda } from '../domain/phone-call/call-states.ts';
import type { CallEntry, CallWithEntries, PhoneCall } from '../domain/phone-call/phone-call.ts';
import type { CallScript, ScriptRenderer } from '../domain/ports.ts';
import { factsOf } from './patient-data.ts';
import type { Service } from './service.ts';

type Needs = Pick<Service, 'store' | 'directory'> & { scripts: ScriptRenderer };

type Conversation = CallScript['conversations'][number];

/** A call as the API shows it by itself. */
export interface CallResource {
  call: PhoneCall;
  /** What its caller is to say (DESIGN §7). */
  script?: string;
}

/**
 * Loads a call as the API shows it.
 *
 * @param withContent whether the reader may see what a script says; nothing of it is loaded otherwise
 * @returns undefined when there is no such call; without a script when it is not to be made
 */
export async function readCallResource(
  service: Needs,
  { callId, withContent }: { callId: string; withContent: boolean },
): Promise<CallResource | undefined> {
  const loaded = await service.store.getCall(callId);
  if (!loaded) return undefined;
  const { call } = loaded;
  if (!withContent || call.state !== 'scheduled') return { call };
  const conversations = await conversationsOf(service, loaded);
  return {
    call,
    script: await service.scripts.renderScript({ phoneNumber: call.phoneNumber, conversations }),
  };
}

/** One for each therapist with requests on the agenda, in the order of the most urgent ones; for all if there are none. */
async function conversationsOf(service: Needs, { call, entries }: CallWithEntries): Promise<Conversation[]> {
  const priorities = prioritiesOf(entries);
  const urgent = liveAgenda(entries)
    .map((entry) => ({ ...entry, priority: priorities.get(entry.number) ?? 0 }))
    .sort((a, b) => a.priority - b.priority);
  const agendas = Map.groupBy(urgent, ({ therapistId }) => therapistId);
  const therapistIds = agendas.size > 0 ? [...agendas.keys()] : call.therapistIds;
  return Promise.all(therapistIds.map((id) => conversationOf(service, id, agendas.get(id) ?? [])));
}

/** What the directory cannot tell now is left out: the call can be made all the same. */
async function conversationOf(
  service: Needs,
  therapistId: number,
  agenda: (CallEntry & { priority: number })[],
): Promise<Conversation> {
  const [therapist, { known }, emailedAt] = await Promise.all([
    service.directory.therapist(therapistId),
    factsOf(service, agenda),
    sentAtOf(service, agenda),
  ]);
  return {
    therapist: therapist.ok ? therapist.value : { id: therapistId, gender: 'unknown' },
    emailedAt,
    patients: agenda.map(({ priority, code, patientId }) => ({
      priority,
      code,
      facts: known.get(patientId) ?? { id: patientId },
    })),
  };
}

/** When the emails left that asked about these requests, earliest first; also where another call had followed them up. */
async function sentAtOf({ store }: Pick<Service, 'store'>, agenda: CallEntry[]): Promise<string[]> {
  const requests = await store.getRequests(agenda.map(({ requestId }) => requestId));
  const emailIds = new Set([...agenda, ...requests].flatMap(({ emailId }) => emailId ?? []));
  const emails = await Promise.all([...emailIds].map((emailId) => store.getEmail(emailId)));
  return emails.flatMap((loaded) => loaded?.email.sentAt ?? []).sort();
}
