import type { Renderer, ScriptRenderer } from '../../shared/domain/ports.ts';
import { createRenderer } from '../../shared/out/liquid-renderer.ts';
import { createScriptRenderer } from '../../shared/out/script-renderer.ts';
import type { Config } from '../../shared/platform/config.ts';
import type { KeyedRuntime } from '../../shared/platform/runtime.ts';
import { linksOfMails } from './mail-links.ts';

/** The templates of the configured locale, with what all mails of this deployment say. */
export function createMailRenderer(runtime: Pick<KeyedRuntime, 'config' | 'pseudonymKey'>): Renderer {
  const { config } = runtime;
  return createRenderer({
    locale: config.LOCALE,
    timeZone: config.TIME_ZONE,
    senderName: config.SENDER_NAME,
    legalFooter: config.LEGAL_FOOTER,
    linksOf: linksOfMails(runtime),
  });
}

/** What callers are to say, in the configured locale. */
export function createCallScripts({ LOCALE, TIME_ZONE, SENDER_NAME }: Config): ScriptRenderer {
  return createScriptRenderer({ locale: LOCALE, timeZone: TIME_ZONE, senderName: SENDER_NAME });
}
