import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { createObjectionPage, type ObjectionStep } from '../../shared/out/objection-page.ts';
import { toLambda } from '../../shared/platform/lambda.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';
import { startKeyedRuntime, type KeyedRuntime } from '../../shared/platform/runtime.ts';
import { objectByEmail } from '../../shared/use-cases/record-objection.ts';
import { createService } from '../wiring/service.ts';

/**
 * The page of `/u/{token}` (CONTRACT §3), for people and for mail programs. Reading it changes nothing, because scanners follow
 * every link of a mail; sending its form does, and so does the one click of a mail program (RFC 8058), which sends no more
 * than a POST.
 */
export function build(runtime: KeyedRuntime) {
  const { config, logger, pseudonymKey } = runtime;
  const service = createService(runtime);
  const tokens = createMailTokens(pseudonymKey);
  const page = createObjectionPage({ locale: config.LOCALE, senderName: config.SENDER_NAME });

  async function object(emailId: string): Promise<ObjectionStep> {
    const recorded = await objectByEmail(service, { emailId, source: 'unsubscribe_link' });
    if (!recorded.ok) return 'unknown_link';
    const { therapistId, isNew } = recorded.value;
    logger.info('therapist objected', { therapistId, isNew, source: 'unsubscribe_link' });
    return 'done';
  }

  async function act(method: string, emailId: string | undefined): Promise<ObjectionStep> {
    if (emailId === undefined) return 'unknown_link';
    return method === 'POST' ? object(emailId) : 'ask';
  }

  return async (event: APIGatewayProxyEvent, _context: Context): Promise<APIGatewayProxyResult> => {
    const method = event.httpMethod.toUpperCase();
    if (!METHODS.includes(method))
      return { statusCode: 405, headers: { allow: METHODS.join(', ') }, body: '' };
    const step = await act(method, tokens.read('unsubscribe', event.pathParameters?.['token'] ?? ''));
    return {
      statusCode: step === 'unknown_link' ? 404 : 200,
      headers: HEADERS,
      body: method === 'HEAD' ? '' : await page(step),
    };
  };
}

export const handler = toLambda(startKeyedRuntime, build);

const METHODS = ['GET', 'HEAD', 'POST'];

/** The address is a key: nobody keeps the page, frames it, or is told where its reader came from. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
