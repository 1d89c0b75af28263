import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  startPatientService,
  startTherapistService,
  type SiblingFault,
  type SiblingService,
} from '../../local/sibling-services.ts';

let therapists: SiblingService;
let patients: SiblingService;

beforeEach(async () => {
  therapists = await startTherapistService();
  patients = await startPatientService();
});

afterEach(() => Promise.all([therapists.stop(), patients.stop()]));

const getTherapist = (id: number, init: RequestInit = {}) =>
  fetch(`${therapists.endpoint}/api/therapists/${id}`, init);

describe('sibling services', () => {
  it('answer with the data of an id and write down what was asked', async () => {
    therapists.data.set(7, { id: 7, nachname: 'Musterfrau' });
    patients.data.set(7, { id: 7, diagnose: 'F00.0' });
    expect(await (await getTherapist(7)).json()).toEqual({ id: 7, nachname: 'Musterfrau' });
    const patient = await fetch(`${patients.endpoint}/api/patients/7`);
    expect(await patient.json()).toEqual({ id: 7, diagnose: 'F00.0' });
    expect([therapists.requests, patients.requests]).toEqual([['/api/therapists/7'], ['/api/patients/7']]);
  });

  it('know no other routes and no other ids', async () => {
    therapists.data.set(7, {});
    expect((await getTherapist(8)).status).toBe(404);
    expect((await fetch(`${therapists.endpoint}/api/patients/7`)).status).toBe(404);
  });

  it.each<[SiblingFault, number]>([
    ['404', 404],
    ['500', 500],
  ])('fail with %s for one id and work for the others', async (fault, status) => {
    therapists.data.set(7, {}).set(8, {});
    therapists.faults.set(7, fault);
    expect([(await getTherapist(7)).status, (await getTherapist(8)).status]).toEqual([status, 200]);
  });

  it('answer with broken JSON', async () => {
    therapists.faults.set(7, 'broken_json');
    await expect((await getTherapist(7)).json()).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  it.each<SiblingFault>(['500', 'broken_json'])('quote whom a failure is about: %s', async (fault) => {
    therapists.data.set(7, { nachname: 'Musterfrau' });
    therapists.faults.set(7, fault);
    expect(await (await getTherapist(7)).text()).toContain('Musterfrau');
  });

  it('never answer when they hang', async () => {
    therapists.faults.set(7, 'hang');
    const giveUp = AbortSignal.timeout(50);
    await expect(getTherapist(7, { signal: giveUp })).rejects.toMatchObject({ name: 'TimeoutError' });
    expect(therapists.requests).toHaveLength(1);
  });

  it('begin an answer and never end it when they stall', async () => {
    therapists.faults.set(7, 'stall');
    const response = await getTherapist(7, { signal: AbortSignal.timeout(50) });
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('stream bytes without end until the client hangs up', async () => {
    therapists.faults.set(7, 'endless');
    const { body } = await getTherapist(7);
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > 32 * 1024 * 1024) break;
    }
    expect(bytes).toBeGreaterThan(32 * 1024 * 1024);
    expect((await getTherapist(8)).status).toBe(404);
  });
});
