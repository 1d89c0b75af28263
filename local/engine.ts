import { msBetween, plus, type Instant } from '../shared/domain/time.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { loadConfig } from '../shared/platform/config.ts';
import { createLogger } from '../shared/platform/logger.ts';
import type { KeyedRuntime } from '../shared/platform/runtime.ts';
import { createEmails } from '../shared/store/emails.ts';
import type { ErasureReport } from '../shared/use-cases/apply-erasures.ts';
import { LOCAL_REGION } from './clients.ts';
import { createCounters } from './counters.ts';
import { createTables, tableNames } from './create-tables.ts';
import { startBackingServices } from './engine/backing-services.ts';
import { createDeliveries } from './engine/deliveries.ts';
import { createDriver } from './engine/driver.ts';
import { followErasures } from './engine/erased-mails.ts';
import { createFunctions, onceLoader, type Invoke, type Loader } from './engine/functions.ts';
import { mailFeedback } from './engine/mail-feedback.ts';
import { memoryState, type EngineState } from './engine/state.ts';
import { openStreams } from './engine/streams.ts';
import type { BusEntry } from './eventbridge-double.ts';
import type { Sample } from './sibling-services.ts';
import { createMailReceiver } from './inbound-mail.ts';
import { createSimulatedClock } from './simulated-clock.ts';
import {
  readServiceTemplate,
  type ScheduleResource,
  type ServiceTemplate,
} from './template/service-template.ts';
import { synthesizeLocalStage } from './template/synthesize.ts';

/** Not a secret: everybody here is invented. */
const PSEUDONYM_KEY = 'only-for-local-stages-and-their-invented-people';

/** The function that goes on with erasures. */
const ERASER = 'functions/schedules/apply-erasures.ts';

export interface EngineOptions {
  /** Where the clock begins. Absent: where it stood when the state was left, plus the time since. */
  start?: Instant;
  /** Absent: the template of the stage `local`. */
  template?: ServiceTemplate;
  state?: EngineState;
  /** Variables of the service that differ from the template's. */
  environment?: Record<string, string>;
  loader?: Loader;
  /** People whom the sibling services know without being told. */
  samples?: { therapist: Sample; patient: Sample };
  /** Whether SES reports at once on what it accepted. */
  feedback?: boolean;
  logLevel?: 'ERROR' | 'SILENT';
  /** Is told what a schedule's tick answered. */
  onTick?: (schedule: ScheduleResource, answer: unknown) => void | Promise<void>;
  /** Is told of an invocation that nobody waits for and that failed for good. */
  onFailure?: (functionName: string, error: unknown) => void;
}

export type Engine = Awaited<ReturnType<typeof startEngine>>;

/**
 * The service on one machine, as its template describes it: the real functions on a DynamoDB engine, with doubles for
 * SES, EventBridge, S3 and the sibling services, on a clock that can be moved. The clock is held at first: `drain` and
 * `moveTo` make the service work step by step; `run` lets it go on by itself.
 */
export async function startEngine(options: EngineOptions = {}) {
  const { state = memoryState(), onTick = () => undefined } = options;
  let failures = 0;
  const onFailure = (functionName: string, error: unknown) => {
    failures++;
    options.onFailure?.(functionName, error);
  };
  const template = options.template ?? (await readServiceTemplate(await synthesizeLocalStage()));
  const ahead = state.value('clock-ahead-ms', () => 0);
  const clock = createSimulatedClock(options.start ?? plus(systemClock.now(), ahead.get()));
  const busLog = state.log<BusEntry>('bus');
  const backing = await startBackingServices({
    clock,
    state,
    busLog,
    samples: options.samples,
    onTaken: () => driver.wake(),
    onAccept: (mail) => options.feedback && busLog.append(...mailFeedback(mail)),
  });
  await createTables(backing.client, template);

  // Lambda says the region by itself.
  const environment = { AWS_REGION: LOCAL_REGION, ...backing.environment, ...options.environment };
  const surroundings: Omit<KeyedRuntime, 'config'> = {
    clock,
    logger: createLogger('local', options.logLevel ?? 'SILENT'),
    metrics: createCounters(),
    aws: backing.aws,
    pseudonymKey: PSEUDONYM_KEY,
  };
  const { functions, rules, schedules, streams: sources } = template;
  /** The functions as a process of their own, whose surroundings may differ. */
  const createProcess = (different: Partial<typeof surroundings> = {}) =>
    createFunctions({
      functions,
      surroundings: { ...surroundings, ...different },
      environment,
      loader: options.loader ?? onceLoader,
    });
  const tables = tableNames(template);
  const forgetMails = followErasures(backing.ses, createEmails(backing.client, tables.emails));
  const eraser = functions.find(({ entry }) => entry === ERASER)?.name;
  const invokeFunction = createProcess();
  const invoke: Invoke = async (functionName, event) => {
    const answer = await invokeFunction(functionName, event);
    // Therapists' mailboxes are out of reach of an erasure; what this machine keeps of them is not.
    if (functionName === eraser) await forgetMails(answer as ErasureReport);
    return answer;
  };
  const driver = createDriver({
    clock,
    schedules,
    deliveries: createDeliveries({
      log: busLog,
      delivered: state.value('delivered', () => 0),
      rules,
      clock,
      invoke,
      onFailure,
    }),
    streams: await openStreams({ ...backing, sources, invoke }),
    async tick(schedule) {
      ahead.set(msBetween(systemClock.now(), clock.now()));
      try {
        await onTick(schedule, await invoke(schedule.functionName, schedule.input));
      } catch (error) {
        onFailure(schedule.functionName, error);
      }
    },
  });
  const config = loadConfig({ ...functions[0]?.environment, ...environment });
  const runtime: KeyedRuntime = { ...surroundings, config };

  return {
    ...backing,
    ...driver,
    template,
    clock,
    tables,
    /** What the functions run with. */
    runtime,
    invoke,
    receiveMail: createMailReceiver(runtime, invoke),
    createProcess,
    /** How many invocations have failed for good that nobody waited for. */
    failures: () => failures,
    async stop(): Promise<void> {
      await driver.pause();
      await backing.stop();
    },
  };
}
