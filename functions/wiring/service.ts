import { createDirectory } from '../../shared/out/directory.ts';
import { createSiblingServices } from '../../shared/out/sibling-services.ts';
import { createIds } from '../../shared/platform/ids.ts';
import { createPseudonyms } from '../../shared/platform/pseudonyms.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { createCalendars } from '../../shared/store/calendars.ts';
import { createCallerLines } from '../../shared/store/caller-lines.ts';
import { createCalls } from '../../shared/store/calls.ts';
import { createContacts } from '../../shared/store/contacts.ts';
import { createEmailLookups } from '../../shared/store/email-lookups.ts';
import { createEmails } from '../../shared/store/emails.ts';
import { createErasures } from '../../shared/store/erasures.ts';
import { createInboundMails } from '../../shared/store/inbound-mails.ts';
import { createOnceRecords } from '../../shared/store/once-records.ts';
import { createOutbox } from '../../shared/store/outbox.ts';
import { createProjections } from '../../shared/store/projections.ts';
import { createRequests } from '../../shared/store/requests.ts';
import { createSwitches } from '../../shared/store/switches.ts';
import { createUnitOfWork } from '../../shared/store/transactions.ts';
import { createWorkItems } from '../../shared/store/work-items.ts';
import { isErased } from '../../shared/use-cases/is-erased.ts';
import type { Service } from '../../shared/use-cases/service.ts';
import { toSettings } from './settings.ts';

/** What every function's use cases need, on DynamoDB and the sibling services, with the projections that events feed. */
export function createService({ config, clock, metrics, aws, pseudonymKey }: KeyedRuntime) {
  const client = aws.dynamoDb();
  const projections = createProjections(client, config.CONTACTS_TABLE);
  const services = createSiblingServices({
    therapistServiceUrl: config.THERAPIST_SERVICE_URL,
    patientServiceUrl: config.PATIENT_SERVICE_URL,
    clock,
  });
  const erasures = createErasures(client, config.RUNTIME_TABLE);
  const pseudonyms = createPseudonyms(pseudonymKey);
  const service: Service = {
    store: {
      ...createUnitOfWork(client, clock),
      ...createContacts(client, config.CONTACTS_TABLE),
      ...createRequests(client, config.CONTACTS_TABLE),
      ...createEmails(client, config.EMAILS_TABLE),
      ...createEmailLookups(client, config.EMAILS_TABLE),
      ...createCalls(client, config.CALLS_TABLE),
      ...createCalendars(client, config.CALLS_TABLE),
      ...createCallerLines(client, config.RUNTIME_TABLE),
      ...createSwitches(client, config.RUNTIME_TABLE),
      ...createWorkItems(client, config.RUNTIME_TABLE),
      ...erasures,
      ...createInboundMails(client, config.RUNTIME_TABLE),
      ...createOnceRecords(client, config.RUNTIME_TABLE),
      addEvent: createOutbox(client, config.OUTBOX_TABLE).addEvent,
    },
    clock,
    ids: createIds(clock),
    pseudonyms,
    directory: createDirectory({
      projections,
      services,
      isErased: (subject) => isErased({ store: erasures, pseudonyms }, subject),
    }),
    metrics,
    settings: toSettings(config),
  };
  return { ...service, projections, client };
}
