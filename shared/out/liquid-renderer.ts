import { cleanName } from '../domain/email/address.ts';
import { sanitizeHtml } from '../domain/email/html.ts';
import type { Renderer } from '../domain/ports.ts';
import { emailVariables, type MailSetting } from './email-variables.ts';
import { createLiquidEngine, fillTemplate } from './liquid-engine.ts';
import { loadTemplates } from './templates.ts';

/**
 * The `Renderer` port on the Liquid templates of one locale.
 *
 * Templates are read here, once. HTML that a client wrote passes the filter `sanitized`, the only output that is not
 * escaped.
 *
 * @param templates source text by name; those of the repository when absent
 */
export function createRenderer(setting: MailSetting, templates = loadTemplates(setting.locale)): Renderer {
  const plain = createLiquidEngine(templates);
  const escaped = createLiquidEngine(templates, 'html');
  escaped.registerFilter('sanitized', { raw: true, handler: (html: unknown) => sanitizeHtml(String(html)) });

  return {
    async render(content) {
      const variables = emailVariables(content, setting);
      return {
        subject: cleanName(await fillTemplate(plain, `${content.kind}.subject`, variables)),
        html: await fillTemplate(escaped, `${content.kind}.html`, variables),
        text: await fillTemplate(plain, `${content.kind}.text`, variables),
      };
    },
  };
}
