import type { HttpRequest } from '../http-double.ts';
import { json, type LocalAnswer } from '../http/messages.ts';
import type { ConsoleEngine } from './console-engine.ts';

/** A page that is still to be rendered. */
export interface View {
  /** Name of a template in this folder. */
  template: string;
  variables: object;
  status?: number;
}

export interface ConsoleCall {
  engine: ConsoleEngine;
  request: HttpRequest;
  pathParameters: Record<string, string>;
}

export type ConsoleAnswer = View | LocalAnswer;

/** Whether a browser shows the answer; everything else is taken for a script. */
export function wantsPage({ headers }: HttpRequest): boolean {
  return headers.accept?.includes('text/html') ?? false;
}

/** Why something was not done: a page for people, JSON for scripts. */
export function refusal(request: HttpRequest, status: number, message: string): ConsoleAnswer {
  return wantsPage(request)
    ? { template: 'refusal', variables: { message }, status }
    : json({ message }, status);
}

/** The result of a POST: JSON for scripts; people are led back to the overview, which says it from its query. */
export function done(request: HttpRequest, result: Record<string, string | number>): LocalAnswer {
  if (!wantsPage(request)) return json(result);
  const query = new URLSearchParams(
    Object.entries(result).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return { status: 303, headers: { location: `/_local?${query.toString()}` } };
}
