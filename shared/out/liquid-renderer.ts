import { Liquid } from 'liquidjs';
import { cleanName } from '../domain/email/address.ts';
import { sanitizeHtml } from '../domain/email/html.ts';
import type { Renderer } from '../domain/ports.ts';
import { emailVariables, type MailSetting } from './email-variables.ts';
import { loadTemplates } from './templates.ts';

/**
 * The `Renderer` port on the Liquid templates of one locale.
 *
 * Templates are read here, once; while rendering nothing is looked up on disk. Data are values and never parsed as
 * templates (FAULTS 32). A variable or filter that does not exist is an error. HTML that a client wrote passes the filter
 * `sanitized`, the only output that is not escaped.
 *
 * @param templates source text by name; those of the repository when absent
 */
export function createRenderer(setting: MailSetting, templates = loadTemplates(setting.locale)): Renderer {
  const options = {
    templates,
    cache: true,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    dynamicPartials: false,
    // A tag that ends in -%} takes its own line break along and no more, which keeps plain text readable.
    greedy: false,
  };
  const plain = new Liquid(options);
  const escaped = new Liquid({ ...options, outputEscape: 'escape' });
  escaped.registerFilter('sanitized', { raw: true, handler: (html: unknown) => sanitizeHtml(String(html)) });
  const fill = async (engine: Liquid, name: string, variables: object) =>
    String(await engine.renderFile(name, variables));

  return {
    async render(content) {
      const variables = emailVariables(content, setting);
      return {
        subject: cleanName(await fill(plain, `${content.kind}.subject`, variables)),
        html: await fill(escaped, `${content.kind}.html`, variables),
        text: await fill(plain, `${content.kind}.text`, variables),
      };
    },
  };
}
