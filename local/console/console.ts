import type { HttpRequest } from '../http-double.ts';
import { json, type LocalAnswer } from '../http/messages.ts';
import { matchRoute } from '../http/routes.ts';
import { done, refusal, type ConsoleAnswer, type ConsoleCall } from './answers.ts';
import { answerMail, receiveRaw } from './answer-mail.ts';
import { apiReference } from './api-reference.ts';
import { callList } from './calls.ts';
import { moveClock } from './clock.ts';
import type { ConsoleEngine } from './console-engine.ts';
import { eventList } from './events.ts';
import { foreignness } from './guard.ts';
import { inbox } from './inbox.ts';
import { mailList, mailPage, mailsAsJson } from './mails.ts';
import { overview } from './overview.ts';
import { renderPage } from './pages.ts';
import { publishEvents } from './posted-events.ts';
import { requestList } from './requests.ts';
import { readState } from './state.ts';
import { issueToken } from './token.ts';

export type { ConsoleEngine };

interface ConsoleRoute {
  method: 'GET' | 'POST';
  path: string;
  answer: (call: ConsoleCall) => ConsoleAnswer | Promise<ConsoleAnswer>;
}

const ROOT = '/_local';
const DEFAULT_ZONE = 'Europe/Berlin';

const ROUTES: readonly ConsoleRoute[] = [
  { method: 'GET', path: ROOT, answer: overview },
  { method: 'GET', path: `${ROOT}/mails`, answer: mailList },
  { method: 'GET', path: `${ROOT}/mails/{n}`, answer: mailPage },
  { method: 'GET', path: `${ROOT}/inbound`, answer: inbox },
  { method: 'GET', path: `${ROOT}/calls`, answer: callList },
  { method: 'GET', path: `${ROOT}/events`, answer: eventList },
  { method: 'GET', path: `${ROOT}/requests`, answer: requestList },
  { method: 'GET', path: `${ROOT}/api`, answer: apiReference },
  { method: 'GET', path: `${ROOT}/state`, answer: async ({ engine }) => json(await readState(engine)) },
  { method: 'GET', path: `${ROOT}/mails.json`, answer: mailsAsJson },
  { method: 'GET', path: `${ROOT}/token`, answer: issueToken },
  {
    method: 'GET',
    path: `${ROOT}/oidc/.well-known/openid-configuration`,
    answer: ({ engine }) => json(engine.oidc.configuration),
  },
  { method: 'GET', path: `${ROOT}/oidc/jwks.json`, answer: ({ engine }) => json(engine.oidc.jwks) },
  { method: 'POST', path: `${ROOT}/clock`, answer: moveClock },
  { method: 'POST', path: `${ROOT}/events`, answer: publishEvents },
  { method: 'POST', path: `${ROOT}/mails/{n}/answer`, answer: answerMail },
  { method: 'POST', path: `${ROOT}/inbound`, answer: receiveRaw },
  {
    method: 'POST',
    path: `${ROOT}/sample`,
    answer: async ({ engine, request }) => done(request, await engine.addSample()),
  },
];

/**
 * The pages under `/_local` that show what the engine does, and the routes by which scripts and people drive it. They
 * have no password: see `foreignness` for whom they trust.
 *
 * @returns answers a request; undefined when its path is none of the console's
 */
export function createConsole(
  engine: ConsoleEngine,
): (request: HttpRequest) => Promise<LocalAnswer | undefined> {
  const zones = engine.template.functions.map(({ environment }) => environment['TIME_ZONE']);
  const zone = zones.find((name) => name !== undefined) ?? DEFAULT_ZONE;
  return async (request) => {
    if (request.path !== ROOT && !request.path.startsWith(`${ROOT}/`)) return undefined;
    const answer = await decide(engine, request);
    return 'template' in answer ? renderPage(answer, { now: engine.now(), zone }) : answer;
  };
}

async function decide(engine: ConsoleEngine, request: HttpRequest): Promise<ConsoleAnswer> {
  const foreign = foreignness(request);
  if (foreign !== undefined) return refusal(request, 403, foreign);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const match = matchRoute(ROUTES, method, request.path);
  if (!match) return refusal(request, 404, `The console knows no ${method} ${request.path}.`);
  return match.route.answer({ engine, request, pathParameters: match.pathParameters });
}
