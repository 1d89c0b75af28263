import { describe, expect, it } from '@jest/globals';
import { createScriptRenderer } from '../../../shared/out/script-renderer.ts';
import { readCallResource } from '../../../shared/use-cases/read-call-resource.ts';
import { callDesk } from '../../support/call-desk.ts';
import { setting } from '../../support/email-content.ts';
import { allCalls, sendMail, SWEEP_TIME } from '../../support/follow-up.ts';
import { addRequest, SEND_TIME } from '../../support/sending.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();

const read = (callId: string, withContent = true) =>
  readCallResource({ ...world.service, scripts: createScriptRenderer(setting) }, { callId, withContent });

/** The script of a call that has one. */
async function scriptOf(callId: string): Promise<string> {
  const script = (await read(callId))?.script;
  if (script === undefined) throw new Error('there is no script');
  return script;
}

/** Reads the codes of a call by request. */
async function codesOf(callId: string): Promise<Map<number, string>> {
  const loaded = await world.service.store.getCall(callId);
  return new Map(loaded?.entries.map(({ requestId, code }) => [requestId, code]));
}

/** A call about two requests. */
async function booked(): Promise<string> {
  world.at(SEND_TIME);
  world.therapist(1);
  for (const id of [11, 12]) await addRequest(world, id, { therapist: 1 });
  return callDesk(world).booked({ therapistId: 1, requestIds: [11, 12] });
}

describe('the script of a call', () => {
  it('says whom to call about what, without a name of a patient', async () => {
    const callId = await booked();
    world.patient(11, { diagnose: 'F33.1', vorname: 'Petra', nachname: 'Probe', telefon: '030 999999' });
    const codes = await codesOf(callId);
    const script = await scriptOf(callId);
    expect(script).toContain('tel:+493023120001');
    expect(script).toContain('Guten Tag, Frau Dr. Musterfrau, mein Name ist … von Platzfinder Beispiel.');
    expect(script).toMatch(
      new RegExp(`1\\. ${codes.get(11)}\\n[^]*- Diagnose: F33.1\\n[^]*2\\. ${codes.get(12)}\\n`),
    );
    expect(script).not.toMatch(/Petra|Probe|999999/);
    expect(script).not.toContain('E-Mail');
  });

  it('names the day of the email that was not answered', async () => {
    await sendMail(world, 1, [11]);
    world.at(SWEEP_TIME);
    await world.sweep();
    const [held] = await allCalls(world);
    expect(await scriptOf(held!.call.id)).toContain(
      'Am 23. November 2026 haben wir Ihnen eine E-Mail geschrieben.',
    );
  });

  it('still names it when the call was canceled and staff book another one', async () => {
    await sendMail(world, 1, [11]);
    world.at(SWEEP_TIME);
    await world.sweep();
    const desk = callDesk(world);
    const [held] = await allCalls(world);
    await desk.cancel(held!.call.id);
    const again = await desk.booked({ therapistId: 1, requestIds: [11] });
    expect(await scriptOf(again)).toContain('Am 23. November 2026 haben wir Ihnen eine E-Mail geschrieben.');
  });

  it('leads through one conversation per therapist of a shared number', async () => {
    const telefon = '030 2312999';
    world.therapist(1, { telefon });
    world.therapist(2, { telefon, anrede: 'Herr', titel: null, nachname: 'Mustermann' });
    await sendMail(world, 1, [11]);
    await sendMail(world, 2, [21]);
    world.at('2026-11-30T09:00:00.000Z');
    await world.sweep();
    const held = (await allCalls(world)).find(({ call }) => call.therapistIds.length === 2);
    const script = await scriptOf(held!.call.id);
    expect(script).toContain('Unter dieser Nummer sind 2 Gespräche zu führen.');
    expect(script.match(/^Guten Tag, (Frau Dr. Musterfrau|Herr Mustermann),/gm)).toHaveLength(2);
  });

  it('has a greeting for a call whose reason staff keep in its notes', async () => {
    world.at(SEND_TIME);
    world.therapist(1);
    const callId = await callDesk(world).booked({ therapistId: 1, notes: 'Rückfrage zur Adresse.' });
    const script = await scriptOf(callId);
    expect(script).toContain('Guten Tag, Frau Dr. Musterfrau, mein Name ist … von Platzfinder Beispiel.\n');
    expect(script).toContain('der in den Notizen steht');
    expect(script).not.toMatch(/0 Personen|frei\?/);
  });

  it('leaves out who left the agenda', async () => {
    const callId = await booked();
    const codes = await codesOf(callId);
    await world.status(11, 'abgelehnt');
    const script = await scriptOf(callId);
    expect(script).not.toContain(codes.get(11));
    expect(script).toContain(`1. ${codes.get(12)}\n`);
  });

  it.each(['404', '500'] as const)('stands without a patient whose data answer %s', async (fault) => {
    const callId = await booked();
    const codes = await codesOf(callId);
    world.patients.faults.set(11, fault);
    const script = await scriptOf(callId);
    expect(script).toContain(`${codes.get(11)}\nNähere Angaben liegen uns zurzeit nicht vor.\n`);
    expect(script).toContain('- Diagnose: F32.1\n');
  });

  it.each(['404', '500', 'broken_json'] as const)('stands without the therapist: %s', async (fault) => {
    const callId = await booked();
    world.therapists.faults.set(1, fault);
    const script = await scriptOf(callId);
    expect(script).toContain('Guten Tag, mein Name ist');
    expect(script).toContain('- Diagnose: F32.1\n');
  });

  it('asks nobody for data when the reader may not see it', async () => {
    const callId = await booked();
    const asked = world.therapists.requests.length + world.patients.requests.length;
    const found = await read(callId, false);
    expect(found?.call.id).toBe(callId);
    expect(found).not.toHaveProperty('script');
    expect(world.therapists.requests.length + world.patients.requests.length).toBe(asked);
  });

  it.each([
    ['canceled', (callId: string) => callDesk(world).cancel(callId)],
    ['completed', (callId: string) => callDesk(world).update(callId, { status: 'completed' })],
  ])('is none once the call is %s', async (state, end) => {
    const callId = await booked();
    await end(callId);
    expect(await read(callId)).toMatchObject({ call: { state } });
    expect(await read(callId)).not.toHaveProperty('script');
  });

  it('is none without a call', async () => {
    expect(await read('pc_00000000000000000000000000')).toBeUndefined();
  });
});
