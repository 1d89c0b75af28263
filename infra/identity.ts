import { allOrNone, type Settings } from './settings.ts';

/** Sender, siblings and tokens of a deployment: all of them or none, or a real mail might carry a placeholder. */
const IDENTITY_SETTINGS = [
  'SENDER_EMAIL',
  'SENDER_NAME',
  'REPLY_DOMAIN',
  'LEGAL_FOOTER',
  'THERAPIST_SERVICE_URL',
  'PATIENT_SERVICE_URL',
  'OIDC_ISSUER',
  'OIDC_AUDIENCE',
] as const;

/** Who sends, whose data are read and who lets callers in. */
export type Identity = Record<(typeof IDENTITY_SETTINGS)[number], string>;

/**
 * @returns undefined when nobody has said who sends
 * @throws InvalidStage when a part is missing
 */
export function readIdentity(settings: Settings): Identity | undefined {
  return allOrNone(IDENTITY_SETTINGS, settings);
}

/** Invented: enough for the stage `local`, and for a look at the templates of another. */
export function placeholderIdentity(stage: string): Identity {
  const domain = `${stage}.vermittlung.example`;
  const isLocal = stage === 'local';
  return {
    OIDC_ISSUER: `https://login.${domain}`,
    OIDC_AUDIENCE: 'communication-service',
    SENDER_EMAIL: `platzsuche@${domain}`,
    SENDER_NAME: 'Beispiel Therapieplatzsuche',
    REPLY_DOMAIN: `antwort.${domain}`,
    LEGAL_FOOTER: 'Beispiel Therapieplatzsuche GmbH, Musterweg 1, 12345 Musterstadt',
    THERAPIST_SERVICE_URL: isLocal ? 'http://localhost:4601' : `https://therapists.${domain}`,
    PATIENT_SERVICE_URL: isLocal ? 'http://localhost:4602' : `https://patients.${domain}`,
  };
}
