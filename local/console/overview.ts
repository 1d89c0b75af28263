import type { ServiceTemplate } from '../template/service-template.ts';
import type { ConsoleCall, View } from './answers.ts';
import { readState } from './state.ts';

/** `/_local`: the engine's time, what runs where, and what has come of it. */
export async function overview({ engine, request }: ConsoleCall): Promise<View> {
  const { template } = engine;
  const state = await readState(engine);
  const nextTick = new Map(state.next_ticks.map(({ schedule, at }) => [schedule, at]));
  return {
    template: 'overview',
    variables: {
      notice: noticeOf(request.query),
      state,
      functions: template.functions.map(({ name, entry }) => ({
        name,
        entry,
        startedBy: startersOf(name, template),
      })),
      schedules: template.schedules.map(({ name, expression, timeZone, functionName }) => ({
        name,
        expression,
        timeZone,
        functionName,
        next: nextTick.get(name) ?? null,
      })),
      routes: template.routes.map((route) => ({
        ...route,
        isLink: ['GET', 'ANY'].includes(route.method) && !route.path.includes('{'),
      })),
    },
  };
}

/** What starts a function beside its schedules and routes, which have tables of their own. */
function startersOf(name: string, template: ServiceTemplate): string[] {
  const mine = ({ functionName }: { functionName: string }) => functionName === name;
  const count = (things: { functionName: string }[]) => things.filter(mine).length;
  const [schedules, routes] = [count(template.schedules), count(template.routes)];
  return [
    ...template.rules.filter(mine).map(({ bus, pattern }) => `events ${JSON.stringify(pattern)} on ${bus}`),
    ...template.topics.filter(mine).map(({ topic }) => `topic ${topic}`),
    ...template.streams.filter(mine).map(({ table }) => `stream of ${table}`),
    ...(schedules > 0 ? [`${schedules} of the schedules`] : []),
    ...(routes > 0 ? [`${routes} of the routes`] : []),
  ];
}

/** What the POST that led here has done. */
function noticeOf(query: URLSearchParams): string | null {
  const number = (name: string) => Number.parseInt(query.get(name) ?? '', 10);
  const [ticks, failures, requests] = [number('ticks'), number('failures'), number('requests')];
  if (ticks >= 0) return `The clock was moved: ${ticks} ticks ran, ${failures || 0} of them failed.`;
  return requests >= 0 ? `${requests} sample requests were published.` : null;
}
