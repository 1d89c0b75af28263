import type { LocalService } from '../serve.ts';
import { tokenFor } from './token.ts';

/** What a person wants to know when the service has started: where it is, what runs, and what to try. */
export async function welcome({ address, issuer, engine }: LocalService): Promise<string> {
  const { template, upcoming, clock } = await engine();
  const short = (name: string) => name.replace(/^communication-local-/, '');
  const routes = template.routes.map(({ method, path, functionName }) => [
    `${method} ${path}`,
    short(functionName),
  ]);
  const schedules = upcoming().map(({ schedule, at }) => [
    schedule.expression,
    `${short(schedule.functionName)}, next ${at}`,
  ]);
  const rules = template.rules.map(({ bus, functionName }) => [`bus ${bus}`, short(functionName)]);
  const streams = template.streams.map(({ table, functionName }) => [
    `stream of ${table}`,
    short(functionName),
  ]);
  const topics = template.topics.map(({ topic, functionName }) => [`topic ${topic}`, short(functionName)]);
  const runs = [...routes, ...schedules, ...rules, ...streams, ...topics] as [string, string][];
  const width = Math.max(...runs.map(([what]) => what.length));

  return `
What runs
${runs.map(([what, where]) => `  ${what.padEnd(width)}  ${where}`).join('\n')}

API      ${address}/api/health
Console  ${address}/_local        mails, calls, events, requests, the clock
Time     ${clock.now()}
Token    ${await tokenFor(issuer)}

What to try next
  curl -X POST ${address}/_local/sample
      twelve requests at five therapists come in
  curl -X POST ${address}/_local/clock -H 'content-type: application/json' -d '{"ahead":"P2D"}'
      two days pass: they are batched and mailed; look at ${address}/_local/mails
  curl -X POST ${address}/_local/clock -H 'content-type: application/json' -d '{"ahead":"P8D"}'
      a week passes without an answer: look at ${address}/_local/calls
  an answer comes in: open one of ${address}/_local/mails and write what the therapist says, or
  curl -X POST ${address}/_local/inbound --data-binary @answer.eml
      any mail, byte by byte
  curl -X POST ${address}/_local/events -H 'content-type: application/json' \\
       -d '{"detail-type":"match.created","detail":{"match_id":1,"patient_id":1,"therapist_id":1}}'
      a request of your own; the sibling services know everybody
`;
}
