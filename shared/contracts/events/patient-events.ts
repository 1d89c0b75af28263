import { z } from 'zod';
import { patientFields } from '../services/patient.ts';
import { eventContract, siblingId } from './envelope.ts';

const changed = (name: string) =>
  eventContract({
    name,
    version: 1,
    description: 'What the patient service knows of a patient.',
    /** Only fields that an email may speak of are kept: no name, address or insurance number is stored here. */
    payload: z.object({ patient_id: siblingId, patient_data: patientFields.nullish() }),
    toEvent: ({ patient_id, patient_data }, at) => ({
      type: 'patient_changed',
      patientId: patient_id,
      data: patient_data ?? {},
      at,
    }),
  });

/** An erasure, whatever else the event carries. */
const deleted = eventContract({
  name: 'patient.deleted',
  version: 1,
  description: 'The patient has to be erased, whatever else the event carries.',
  payload: z.object({ patient_id: siblingId }),
  toEvent: ({ patient_id }, at) => ({ type: 'patient_deleted', patientId: patient_id, at }),
});

/** The topic `patient-events`. */
export const patientEvents = [changed('patient.created'), changed('patient.updated'), deleted];
