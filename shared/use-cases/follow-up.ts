import type { Holidays } from '../domain/ports.ts';
import type { Service } from './service.ts';

export type CallService = Service & { holidays: Holidays };

/** What became of a therapist's open requests. */
export interface FollowUp {
  kind: 'booked' | 'joined' | 'mail_awaited' | 'handed_over' | 'postponed' | 'nothing_open';
  callId?: string;
}
