import { describe, expect, it } from '@jest/globals';
import { matchRoute } from '../../../local/http/routes.ts';

const route = (line: string) => {
  const [method = '', path = ''] = line.split(' ');
  return { method, path, functionName: line };
};

/** Which of the routes, given as `GET /path`, takes the request. */
function winner(routes: string[], method: string, path: string): string | undefined {
  return matchRoute(routes.map(route), method, path)?.route.functionName;
}

function parameters(template: string, path: string) {
  return matchRoute([route(`GET ${template}`)], 'GET', path)?.pathParameters;
}

describe('route matching', () => {
  const USERS = ['GET /users/{id}', 'PATCH /users/me', 'ANY /{proxy+}', 'ANY /users/me/{rest+}'];

  it.each([
    ['GET', '/users/7', 'GET /users/{id}'],
    ['PATCH', '/users/me', 'PATCH /users/me'],
    // A literal that lacks the method does not stop the parameter beside it, nor does that stop the greedy one.
    ['GET', '/users/me', 'GET /users/{id}'],
    ['POST', '/users/me', 'ANY /{proxy+}'],
    ['GET', '/users/me/a/b', 'ANY /users/me/{rest+}'],
    ['GET', '/users', 'ANY /{proxy+}'],
    ['GET', '/users/7/', 'GET /users/{id}'],
  ])('sends %s %s to %s, in whatever order the routes stand', (method, path, expected) => {
    expect(winner(USERS, method, path)).toBe(expected);
    expect(winner(USERS.toReversed(), method, path)).toBe(expected);
  });

  it('prefers the exact method to ANY', () => {
    expect(winner(['ANY /a', 'GET /a'], 'GET', '/a')).toBe('GET /a');
    expect(winner(['ANY /a', 'GET /a'], 'PUT', '/a')).toBe('ANY /a');
  });

  it('prefers the path that is literal earlier, and the path to the method', () => {
    expect(winner(['GET /{x}/b', 'GET /a/{y}'], 'GET', '/a/b')).toBe('GET /a/{y}');
    expect(winner(['GET /{x}', 'ANY /a'], 'GET', '/a')).toBe('ANY /a');
  });

  it('finds nothing where no route is', () => {
    expect(winner(['GET /a'], 'POST', '/a')).toBeUndefined();
    expect(winner(['GET /a'], 'GET', '/A')).toBeUndefined();
    expect(winner(['GET /a/{id}'], 'GET', '/a')).toBeUndefined();
    expect(winner(['GET /a/{id}'], 'GET', '/a//')).toBeUndefined();
    expect(winner(['GET /{proxy+}'], 'GET', '/')).toBeUndefined();
  });

  it('takes the root for the root alone', () => {
    expect(winner(['GET /', 'GET /{proxy+}'], 'GET', '/')).toBe('GET /');
  });

  it('hands parameters on as they stand in the path', () => {
    expect(parameters('/emails/{email_id}/x/{n}', '/emails/em_1/x/a%2Fb%20c')).toEqual({
      email_id: 'em_1',
      n: 'a%2Fb%20c',
    });
    expect(parameters('/a/{proxy+}', '/a/b//c%2B')).toEqual({ proxy: 'b//c%2B' });
    expect(parameters('/a', '/a')).toEqual({});
  });
});
