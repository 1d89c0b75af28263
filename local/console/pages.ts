import { fileURLToPath } from 'node:url';
import { Liquid } from 'liquidjs';
import type { Instant } from '../../shared/domain/time.ts';
import type { LocalAnswer } from '../http/messages.ts';
import type { View } from './answers.ts';

/** Everything that is put out is escaped; a misspelt variable or filter is an error. */
const liquid = new Liquid({
  root: fileURLToPath(new URL('.', import.meta.url)),
  extname: '.liquid',
  outputEscape: 'escape',
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
});

liquid.registerFilter('local', (instant: Instant, zone: string) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(new Date(instant)),
);

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  // Without it a browser sends `Origin: null` with forms, which the guard would refuse.
  'referrer-policy': 'same-origin',
  // Mails in a frame inherit it: they may have styles and pictures of their own, and nothing else.
  'content-security-policy': [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
};

/**
 * Renders a page of the console.
 *
 * @param common what every page shows: the engine's time and the zone of its wall clocks
 */
export async function renderPage(
  { template, variables, status = 200 }: View,
  common: { now: Instant; zone: string },
): Promise<LocalAnswer> {
  const body = String(await liquid.renderFile(template, { ...common, ...variables }));
  return { status, headers: HEADERS, body };
}
