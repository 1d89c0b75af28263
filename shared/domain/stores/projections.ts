import type { PlacementRequest } from '../contact/placement-request.ts';
import type { Write } from './unit-of-work.ts';

/** What events have told of therapists and patients. */
export interface Projections {
  /** Stores what an event said, unless a newer event was applied already; returns whether it was applied. */
  projectTherapist(
    id: number,
    data: Record<string, unknown>,
    position: PlacementRequest['last'],
  ): Promise<boolean>;
  projectPatient(
    id: number,
    data: Record<string, unknown>,
    position: PlacementRequest['last'],
  ): Promise<boolean>;
  /** What events have told, in the fields of the wire; undefined when they told nothing. */
  getTherapistData(id: number): Promise<Record<string, unknown> | undefined>;
  getPatientData(id: number): Promise<Record<string, unknown> | undefined>;
  /** Deletes what events have told; nothing happens where they told nothing. */
  removeTherapistData(id: number): Write;
  removePatientData(id: number): Write;
}
