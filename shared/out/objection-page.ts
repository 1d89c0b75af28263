import { cleanName } from '../domain/email/address.ts';
import type { MailSetting } from './email-variables.ts';
import { createLiquidEngine, fillTemplate } from './liquid-engine.ts';
import { loadTemplates } from './templates.ts';

/** What the page of an objection says: whether it is meant, that it is recorded, or that its link leads nowhere. */
export type ObjectionStep = 'ask' | 'done' | 'unknown_link';

/** Renders the page that the link of every mail leads to, as HTML. It says nothing about anybody. */
export function createObjectionPage(
  { locale, senderName }: Pick<MailSetting, 'locale' | 'senderName'>,
  templates = loadTemplates(locale),
): (step: ObjectionStep) => Promise<string> {
  const engine = createLiquidEngine(templates, 'html');
  return (step) => fillTemplate(engine, 'objection', { step, sender_name: cleanName(senderName) });
}
