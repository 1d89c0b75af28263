import { systemClock } from '../shared/platform/clock.ts';
import { describeError } from '../shared/platform/logger.ts';
import { createConsole } from './console/console.ts';
import { startEngine, type Engine } from './engine.ts';
import { watchSource } from './engine/hot-reload.ts';
import { folderState } from './engine/state.ts';
import { createGateway } from './http/gateway.ts';
import { json, type Respond } from './http/messages.ts';
import { startHttpServer } from './http/server.ts';
import { createIssuer, type Issuer } from './oidc/issuer.ts';
import { keptKeys } from './oidc/kept-keys.ts';
import { samplePatient, sampleTherapist } from './sample/people.ts';
import { toConsoleEngine } from './serve/console-engine.ts';
import { claimFolder } from './serve/lock.ts';
import { openTopics, type Topics } from './serve/topics.ts';
import { AUDIENCE } from './serve/token.ts';
import { readServiceTemplate } from './template/service-template.ts';
import { synthesizeLocalStage } from './template/synthesize.ts';

/** Path below which the console serves what the issuer of local tokens publishes. */
const ISSUER_PATH = '/_local/oidc';
const STARTING = json({ message: 'The engine is starting: try again in a moment.' }, 503);

/** The service behind an address of this machine. */
export interface LocalService {
  readonly address: string;
  readonly issuer: Issuer;
  /** The present one: another template brings another. */
  engine(): Promise<Engine>;
  stop: () => Promise<void>;
}

/**
 * Starts the engine behind an HTTP server: the API of the template, and the console below `/_local`. Changed source is
 * picked up.
 *
 * @param port 0 takes a free one
 * @param state folder of the state
 * @param settings of the stage (infra/config.ts), e.g. KAFKA_BROKERS
 * @param say is told what happens, in lines for people
 * @throws Error that says what to do when the folder or the port is taken
 */
export async function serve(options: {
  port: number;
  state: string;
  settings?: Record<string, string>;
  say: (line: string) => void;
}): Promise<LocalService> {
  const { say } = options;
  const folder = await claimFolder(options.state);
  let respond: Respond = () => Promise.resolve(STARTING);
  const server = await startHttpServer({ port: options.port, handle: (request) => respond(request) });
  folder.publish(server.address);
  const issuer = createIssuer({
    issuer: `${server.address}${ISSUER_PATH}`,
    keys: await keptKeys(folderState(options.state)),
    // Whoever checks a token goes by the machine's clock, however far the engine's was moved.
    now: systemClock.now,
  });
  const { settings = {} } = options;
  let templateFolder = await synthesizeLocalStage({ settings });
  let following = Promise.resolve();
  let topics: Topics | undefined;
  const loader = await watchSource(() => void follow());
  let engine = open();
  await engine;

  async function open(): Promise<Engine> {
    const started = await startEngine({
      template: await readServiceTemplate(templateFolder),
      state: folderState(options.state),
      loader,
      samples: { therapist: sampleTherapist, patient: samplePatient },
      environment: {
        PUBLIC_URL: server.address,
        OIDC_ISSUER: `${server.address}${ISSUER_PATH}`,
        OIDC_AUDIENCE: AUDIENCE,
        JWKS_TABLE: '',
      },
      feedback: true,
      logLevel: 'ERROR',
      onFailure: (name, error) => say(`${name} failed: ${JSON.stringify(describeError(error))}`),
    });
    const tellAgain = (name: string) => say(`${name} failed on a batch of Kafka: it comes again`);
    topics = started.template.topics.length > 0 ? await openTopics(started, tellAgain) : undefined;
    const showConsole = createConsole(toConsoleEngine(started, issuer, topics));
    const callApi = createGateway({
      routes: started.template.routes,
      invoke: started.invoke,
      now: started.clock.now,
    });
    respond = async (request) => (await showConsole(request)) ?? callApi(request);
    started.run();
    return started;
  }

  /** Functions change with their next invocation; another template needs another engine. */
  function follow(): Promise<void> {
    following = following.then(async () => {
      const next = await synthesizeLocalStage({ settings });
      const present = await engine;
      if (next === templateFolder) return say('source changed: picked up');
      templateFolder = next;
      await topics?.stop();
      await present.stop();
      engine = open();
      await engine;
      say('the CDK app changed: the engine follows its new template');
    });
    following = following.catch((error: unknown) => say(String(error)));
    return following;
  }

  return {
    address: server.address,
    issuer,
    engine: () => engine,
    async stop() {
      await loader.stop();
      await following;
      await server.stop();
      await topics?.stop();
      await (await engine).stop();
      folder.release();
    },
  };
}
