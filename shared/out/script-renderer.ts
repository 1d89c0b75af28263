import { cleanName, cleanText } from '../domain/email/address.ts';
import { greeting } from '../domain/email/salutation.ts';
import { toTelUri } from '../domain/phone-call/tel-uri.ts';
import type { CallScript, ScriptRenderer } from '../domain/ports.ts';
import type { MailSetting } from './email-variables.ts';
import { createLiquidEngine, fillTemplate } from './liquid-engine.ts';
import { patientVariables } from './patient-variables.ts';
import { loadTemplates } from './templates.ts';
import { writtenInstant } from './written-dates.ts';

/** What is the same in every script of a deployment. */
export type ScriptSetting = Pick<MailSetting, 'locale' | 'timeZone' | 'senderName'>;

/** Longest fact in characters: a script is read while one speaks. */
const FACT = 200;

/**
 * The `ScriptRenderer` port on the Liquid template of one locale, which is read here, once.
 *
 * @param templates source text by name; those of the repository when absent
 */
export function createScriptRenderer(
  setting: ScriptSetting,
  templates = loadTemplates(setting.locale),
): ScriptRenderer {
  const engine = createLiquidEngine(templates);
  return {
    renderScript: async (script) =>
      (await fillTemplate(engine, 'script', scriptVariables(script, setting))).trimEnd(),
  };
}

/** The variables of templates/README.md; all are always there. */
function scriptVariables(
  { phoneNumber, conversations }: CallScript,
  { locale, timeZone, senderName }: ScriptSetting,
): Record<string, unknown> {
  return {
    phone_uri: toTelUri(phoneNumber),
    sender_name: cleanName(senderName),
    conversations: conversations.map(({ therapist, emailedAt, patients }) => ({
      greeting: greeting(therapist, locale),
      earlier_sent_on: [...new Set(emailedAt.map((at) => writtenInstant(at, locale, timeZone)))],
      patients: patients.map(({ priority, code, facts }) => ({
        number: priority,
        code: cleanName(code),
        ...patientVariables(facts, locale, (raw) => cleanText(raw, FACT)),
      })),
    })),
  };
}
