import type { HttpRequest } from '../http-double.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/**
 * The console has no password: it trusts whoever sits at this machine, and no page that he happens to visit. A foreign
 * name that leads here (DNS rebinding) is refused, and so is what other origins post.
 *
 * @returns why the request is refused; undefined when it is not
 */
export function foreignness({ method, headers }: HttpRequest): string | undefined {
  const { host = '', origin } = headers;
  if (!LOOPBACK.test(host)) return 'The console answers at localhost and 127.0.0.1 only.';
  if (method === 'GET' || method === 'HEAD') return undefined;
  const site = headers['sec-fetch-site'];
  const sameSite = site === undefined || site === 'same-origin' || site === 'none';
  const sameOrigin = origin === undefined || origin === `http://${host}`;
  return sameSite && sameOrigin ? undefined : 'The console takes nothing from pages of other origins.';
}
