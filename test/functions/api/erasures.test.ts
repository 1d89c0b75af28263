import { beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR_MS } from '../../../shared/domain/time.ts';
import { callerOf, type ApiCaller } from '../../support/api-caller.ts';
import type { ApiAnswer } from '../../support/api-client.ts';
import { openApi, type Api } from '../../support/api.ts';
import { sendMail } from '../../support/follow-up.ts';
import { SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
let api: Api;
let officer: ApiCaller;

beforeEach(async () => {
  api = await openApi(world);
  officer = callerOf(api, { scopes: ['privacy.erase'] });
});

const LIST = '/api/erasures';
const problem = ({ status, body }: ApiAnswer) => [status, body.type];
const patient = { subject_kind: 'patient', subject_id: 1 };

describe('an erasure', () => {
  it('is asked for, begins at once, goes on with the schedule and ends as a receipt that names nobody', async () => {
    const emailId = await sendMail(world, 1, [1, 2]);
    const made = await officer.post(LIST, patient);
    expect(made.status).toBe(201);
    expect(made.headers).toMatchObject({ location: `${LIST}/${made.body.id}` });
    expect(made.body).toMatchObject({
      ...patient,
      status: 'running',
      counts: { placement_requests: 1, emails: 1, email_bodies: 1, phone_calls: 0 },
    });
    expect(await world.service.store.getBody(emailId)).toBeUndefined();
    world.clock.advance(HOUR_MS);
    await world.functions.applyErasures({});
    const { body } = await officer.get(`${LIST}/${made.body.id}`);
    expect(body).toMatchObject({
      status: 'done',
      created_at: SEND_TIME,
      done_at: '2026-11-23T09:00:00.000Z',
      kept_in_backups_until: '2026-12-28T09:00:00.000Z',
    });
    expect(body).not.toHaveProperty('subject_id');
    expect((await officer.get(LIST)).body.items).toEqual([body]);
  });

  it('is one for a person, however often and by whomever it is asked for', async () => {
    const first = await officer.post(LIST, patient);
    const again = await officer.post(LIST, patient);
    const other = await officer.post(LIST, { subject_kind: 'therapist', subject_id: 1 });
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(other.body.id).not.toBe(first.body.id);
    expect((await officer.get(LIST)).body.items?.length).toBe(2);
  });

  it.each([
    [{ subject_kind: 'caller', subject_id: 1 }],
    [{ subject_kind: 'patient' }],
    [{ subject_kind: 'patient', subject_id: '1' }],
    [{ subject_kind: 'patient', subject_id: 0 }],
    [{ ...patient, reason: 'x' }],
  ])('of nobody is refused: %j', async (body) => {
    expect(problem(await officer.post(LIST, body))).toEqual([400, '/problems/invalid-request']);
    expect((await officer.get(LIST)).body.items).toEqual([]);
  });

  it('is seen and asked for by those alone who may erase', async () => {
    const staff = callerOf(api, { scopes: ['ops.read', 'ops.write', 'email.content', 'email.write'] });
    expect((await staff.get(LIST)).status).toBe(403);
    expect((await staff.post(LIST, patient)).status).toBe(403);
  });
});

describe('FAULTS 50: a write that is repeated with its key after the erasure', () => {
  it('answers the same email, with nothing of the person in it', async () => {
    world.therapist(1);
    world.patient(1);
    await world.match({ id: 1, therapist: 1 });
    const staff = callerOf(api);
    const email = {
      therapist_id: 1,
      status: 'queued',
      subject: 'canary-subject',
      body_html: '<p>canary-body</p>',
      follow_up_notes: 'canary-notes',
      placement_request_ids: [1],
    };
    const made = await staff.post('/api/emails', email, { key: 'once' });
    expect(made.text).toContain('canary-subject');
    const [entry] = (await world.entries(String(made.body.id)))!;
    await officer.post(LIST, patient);
    const again = await staff.post('/api/emails', email, { key: 'once' });
    expect([again.status, again.body.id, again.body.status]).toEqual([201, made.body.id, 'canceled']);
    expect(again.text).not.toContain('canary');
    expect(again.text).not.toContain(entry!.code);
  });

  it('answers the same suppression, without the address of the erased therapist', async () => {
    await sendMail(world, 1, [1]);
    const staff = callerOf(api);
    const body = { address: 'praxis-1@praxis.example', reason: 'requested' };
    const made = await staff.post('/api/suppressions', body, { key: 'stop' });
    await officer.post(LIST, { subject_kind: 'therapist', subject_id: 1 });
    const again = await staff.post('/api/suppressions', body, { key: 'stop' });
    expect([again.status, again.body.id]).toEqual([201, made.body.id]);
    expect(again.text).not.toContain('praxis-1@');
  });
});
