import type { Once } from '../domain/once.ts';
import { digest } from './digest.ts';

/**
 * The record of a write that its client may repeat: bound to who calls, to the operation and its path, and to the body
 * (DESIGN §9). Only HMACs leave this place.
 *
 * @param key of the service
 * @param write `body` as it was parsed from JSON, before any schema
 */
export function onceOf(
  key: string,
  write: { subject: string; operationId: string; params: unknown; idempotencyKey: string; body: unknown },
): Once {
  const { subject, operationId, params, idempotencyKey, body } = write;
  return {
    key: digest(key, 'once', [subject, operationId, params, idempotencyKey]),
    fingerprint: digest(key, 'body', [body ?? null]),
  };
}
