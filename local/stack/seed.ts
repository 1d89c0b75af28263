import { createProjections } from '../../shared/store/projections.ts';
import { createRequests } from '../../shared/store/requests.ts';
import { sampleRequests } from '../sample/requests.ts';
import { readTime } from './clock.ts';
import { matchCreated, patientCreated, therapistCreated } from './events.ts';
import { eventually } from './eventually.ts';
import { publish } from './publish.ts';
import type { DeployedStage } from './stage.ts';

/** A proposal of the matching service. */
export interface Match {
  match_id: number;
  patient_id: number;
  therapist_id: number;
}

/** The requests that a stage is seeded with. */
export const SEED: Match[] = sampleRequests(1).map(({ detail }) => detail);

/**
 * Publishes requests where the stage listens, and before them all that is to be known of their therapists and patients: no
 * sibling service is needed. Ends when the service has taken them in; what it knew already has no effect.
 */
export async function addRequests(stage: DeployedStage, matches: Match[]): Promise<void> {
  const at = await readTime(stage);
  const therapists = [...new Set(matches.map(({ therapist_id }) => therapist_id))];
  const patients = [...new Set(matches.map(({ patient_id }) => patient_id))];
  const { CONTACTS_TABLE } = stage.config;

  const { getTherapistData, getPatientData } = createProjections(stage.client, CONTACTS_TABLE);
  await publish(stage, [
    ...therapists.map((id) => therapistCreated(id, at)),
    ...patients.map((id) => patientCreated(id, at)),
  ]);
  await eventually('the service knows the therapists and patients', async () => {
    const known = await Promise.all([...therapists.map(getTherapistData), ...patients.map(getPatientData)]);
    return known.every(Boolean);
  });

  const { getRequests } = createRequests(stage.client, CONTACTS_TABLE);
  await publish(
    stage,
    matches.map((match) => matchCreated(match, at)),
  );
  await eventually('the service has taken the requests in', async () => {
    const requests = await getRequests(matches.map(({ match_id }) => match_id));
    return requests.length === matches.length;
  });
}
