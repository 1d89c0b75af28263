import { Duration } from 'aws-cdk-lib';
import { CALLER_LINE_OPERATIONS } from '../shared/contracts/http/caller-lines.ts';
import { EMAIL_OPERATIONS } from '../shared/contracts/http/emails.ts';
import { ERASURE_OPERATIONS } from '../shared/contracts/http/erasures.ts';
import { INBOUND_MAIL_OPERATIONS } from '../shared/contracts/http/inbound-mails.ts';
import { OUTBOX_OPERATIONS } from '../shared/contracts/http/outbox.ts';
import { PARKED_RECORD_OPERATIONS } from '../shared/contracts/http/parked-records.ts';
import { PHONE_CALL_OPERATIONS } from '../shared/contracts/http/phone-calls.ts';
import { SERVICE_OPERATIONS } from '../shared/contracts/http/service.ts';
import { SUPPRESSION_OPERATIONS } from '../shared/contracts/http/suppressions.ts';
import { SWITCH_OPERATIONS } from '../shared/contracts/http/switches.ts';
import { THERAPIST_OPERATIONS } from '../shared/contracts/http/therapists.ts';
import { WORK_ITEM_OPERATIONS } from '../shared/contracts/http/work-items.ts';
import { routesTo, type ServiceApi } from './constructs/service-api.ts';
import type { ServiceFunction, ServiceFunctionProps } from './constructs/service-function.ts';
import type { FunctionName } from './function-access.ts';

/** API Gateway waits 29 seconds for an answer: what takes longer would work for nobody. */
const TIMEOUT = Duration.seconds(29);

/** A family of resources with tokens, answered by one function of its name (CONTRACT §3). */
interface Family {
  id: FunctionName;
  operations: Parameters<typeof routesTo>[1];
  rendersTemplates?: boolean;
}

const FAMILIES: Family[] = [
  { id: 'emails', operations: EMAIL_OPERATIONS, rendersTemplates: true },
  { id: 'inbound-mails', operations: INBOUND_MAIL_OPERATIONS },
  { id: 'phone-calls', operations: PHONE_CALL_OPERATIONS, rendersTemplates: true },
  { id: 'work-items', operations: WORK_ITEM_OPERATIONS },
  { id: 'caller-lines', operations: CALLER_LINE_OPERATIONS },
  { id: 'switches', operations: SWITCH_OPERATIONS },
  { id: 'therapists', operations: THERAPIST_OPERATIONS },
  { id: 'suppressions', operations: SUPPRESSION_OPERATIONS },
  { id: 'erasures', operations: ERASURE_OPERATIONS },
  { id: 'parked-records', operations: PARKED_RECORD_OPERATIONS },
  { id: 'outbox', operations: OUTBOX_OPERATIONS },
];

/** What the objection link of every mail leads to (shared/out/mail-links.ts). */
const OBJECTION_PATH = '/u/{token}';

/**
 * The functions behind the API and their routes: one per family of resources, those that anybody may call, and one for what no
 * route names.
 *
 * @param add makes a function of the stack
 * @param tokens variables by which a function checks tokens
 */
export function addApiFunctions(
  api: ServiceApi,
  {
    add,
    tokens,
  }: {
    add: (id: FunctionName, props: Omit<ServiceFunctionProps, 'stage'>) => ServiceFunction;
    tokens: Record<string, string>;
  },
): void {
  const addApi = (id: FunctionName, props: Partial<ServiceFunctionProps> = {}) =>
    add(id, { entry: `api/${id}.ts`, timeout: TIMEOUT, ...props });
  const families = FAMILIES.flatMap(({ id, operations, ...props }) =>
    routesTo(addApi(id, { ...props, environment: tokens }), operations),
  );
  const objections = addApi('objections', { rendersTemplates: true });
  const health = addApi('health');
  const unknownRoute = addApi('unknown-route');
  api.addRoutes([
    ...families,
    { path: OBJECTION_PATH, target: objections },
    ...routesTo(health, SERVICE_OPERATIONS),
    { path: '/', target: unknownRoute },
    { path: '/{proxy+}', target: unknownRoute },
  ]);
}
