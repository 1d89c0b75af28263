import type { Route } from '../template/service-template.ts';

type Routable = Pick<Route, 'method' | 'path'>;

export interface RouteMatch<R extends Routable = Route> {
  route: R;
  /** As they stand in the path: API Gateway's REST APIs do not percent-decode them. */
  pathParameters: Record<string, string>;
}

/** The kinds of a segment, the more specific first. */
const LITERAL = 0;
const PARAMETER = 1;
const GREEDY = 2;

/**
 * Finds the route of a request as API Gateway's REST APIs do: of all pairs of resource and method that fit, segment by
 * segment a literal wins over a parameter and a parameter over a greedy one (`{proxy+}`), then the exact method over
 * ANY. A resource that lacks the method does not stop a less specific one. A slash at the end does not count.
 *
 * @param path percent-encoded, as it was sent
 * @returns undefined when there is no such route
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-settings-method-request.html
 */
export function matchRoute<R extends Routable>(
  routes: readonly R[],
  method: string,
  path: string,
): RouteMatch<R> | undefined {
  const segments = segmentsOf(path);
  const fitting = routes
    .filter((route) => route.method === method || route.method === 'ANY')
    .filter((route) => fits(segmentsOf(route.path), segments))
    .sort(bySpecificity);
  const route = fitting[0];
  return route && { route, pathParameters: parametersOf(segmentsOf(route.path), segments) };
}

function segmentsOf(path: string): string[] {
  return path.replace(/\/+$/, '').split('/').slice(1);
}

function kindOf(segment: string): number {
  if (!segment.startsWith('{')) return LITERAL;
  return segment.endsWith('+}') ? GREEDY : PARAMETER;
}

function fits(template: string[], segments: string[]): boolean {
  const last = template.at(-1);
  const greedy = last !== undefined && kindOf(last) === GREEDY;
  if (greedy ? segments.length < template.length : segments.length !== template.length) return false;
  return template.every((segment, index) => {
    const kind = kindOf(segment);
    return kind === GREEDY || (kind === LITERAL ? segment === segments[index] : segments[index] !== '');
  });
}

function bySpecificity(a: Routable, b: Routable): number {
  const [kindsA, kindsB] = [a, b].map((route) => segmentsOf(route.path).map(kindOf).join(''));
  if (kindsA !== kindsB) return (kindsA ?? '') < (kindsB ?? '') ? -1 : 1;
  return Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function parametersOf(template: string[], segments: string[]): Record<string, string> {
  const named = template.flatMap((segment, index) => {
    const kind = kindOf(segment);
    if (kind === LITERAL) return [];
    const name = segment.slice(1, kind === GREEDY ? -2 : -1);
    const value = kind === GREEDY ? segments.slice(index).join('/') : (segments[index] ?? '');
    return [[name, value] as const];
  });
  return Object.fromEntries(named);
}
