import { describe, expect, it } from '@jest/globals';
import { readIncomingEvent } from '../../../../shared/contracts/events/incoming.ts';

const created = { match_id: 7, patient_id: 11, therapist_id: 13 };
const envelope = (eventType: string, payload: unknown, changes = {}) => ({
  eventId: 'event-1',
  eventType,
  version: '1.0',
  timestamp: '2025-03-01T10:00:00',
  producer: 'matching-service',
  payload,
  ...changes,
});
const read = (value: unknown) => readIncomingEvent(Buffer.from(JSON.stringify(value)));
const unreadable = (reason: string) => ({ kind: 'unreadable', reason });
const at = '2025-03-01T10:00:00.000Z';

describe('readIncomingEvent', () => {
  it.each([
    [
      'match.created',
      { ...created, match_data: { note: 'x' } },
      { type: 'request_created', requestId: 7, patientId: 11, therapistId: 13 },
    ],
    [
      'therapist.created',
      { therapist_id: 13, therapist_data: { nachname: 'Musterfrau' } },
      { type: 'therapist_changed', therapistId: 13, data: { nachname: 'Musterfrau' } },
    ],
    ['therapist.updated', { therapist_id: 13 }, { type: 'therapist_changed', therapistId: 13, data: {} }],
    [
      'therapist.blocked',
      { therapist_id: 13, reason: 'x', therapist_data: null },
      { type: 'therapist_blocked', therapistId: 13 },
    ],
    [
      'therapist.unblocked',
      { therapist_id: 13, therapist_data: { titel: 'Dr.' } },
      { type: 'therapist_unblocked', therapistId: 13, data: { titel: 'Dr.' } },
    ],
    ['patient.created', { patient_id: 11 }, { type: 'patient_changed', patientId: 11, data: {} }],
    [
      'patient.updated',
      { patient_id: 11, patient_data: { diagnose: 'F32.1' } },
      { type: 'patient_changed', patientId: 11, data: { diagnose: 'F32.1' } },
    ],
    [
      'patient.deleted',
      { patient_id: 11, patient_data: 'whatever' },
      { type: 'patient_deleted', patientId: 11 },
    ],
  ])('reads %s', (eventType, payload, event) => {
    expect(read(envelope(eventType, payload, { extra: true }))).toEqual({
      kind: 'event',
      eventId: 'event-1',
      event: { ...event, at },
    });
  });

  it.each([
    ['offen', 'open', true],
    ['in_bearbeitung', 'in_progress', true],
    ['abgelehnt', 'rejected', false],
    ['angenommen', 'accepted', false],
    ['open', 'open', true],
    ['in_progress', 'in_progress', true],
    ['rejected', 'rejected', false],
    ['accepted', 'accepted', false],
  ])('reads the status %s', (new_status, status, alive) => {
    const record = read(envelope('match.status_changed', { match_id: 7, old_status: null, new_status }));
    expect(record).toEqual({
      kind: 'event',
      eventId: 'event-1',
      event: { type: 'request_status', requestId: 7, status, alive, at },
    });
  });

  it.each(['OFFEN', 'vielleicht', 'constructor', '', 1])('parks the unknown status %j', (new_status) => {
    expect(read(envelope('match.status_changed', { match_id: 7, new_status }))).toEqual(
      unreadable('invalid_payload:new_status'),
    );
  });

  it('keeps no names of patients and no unknown fields of therapists', () => {
    const patient = read(
      envelope('patient.created', {
        patient_id: 11,
        patient_data: { nachname: 'Beispiel', diagnose: 'F32.1' },
      }),
    );
    expect(patient).toMatchObject({ event: { data: { diagnose: 'F32.1' } } });
    expect(JSON.stringify(patient)).not.toContain('Beispiel');
    const therapist = read(
      envelope('therapist.created', { therapist_id: 13, therapist_data: { iban: 'DE00' } }),
    );
    expect(therapist).toMatchObject({ event: { data: {} } });
  });

  it.each([
    ['2025-03-01T10:00:00', at],
    ['2025-03-01T10:00:00Z', at],
    ['2025-03-01T12:00:00+02:00', at],
    ['2025-03-01T10:00', at],
    ['2025-03-01T10:00:00.123456', '2025-03-01T10:00:00.123Z'],
  ])('reads the time %s', (timestamp, instant) => {
    expect(read(envelope('match.created', created, { timestamp }))).toMatchObject({ event: { at: instant } });
  });

  it.each([1, '1', '1.0', '1.7'])('reads version %j', (version) => {
    expect(read(envelope('match.created', created, { version })).kind).toBe('event');
  });

  it('reads version 1.0 written as a number', () => {
    const text = JSON.stringify(envelope('match.created', created)).replace('"1.0"', '1.0');
    expect(readIncomingEvent(Buffer.from(text)).kind).toBe('event');
  });

  describe('FAULTS 17: parks what it cannot understand', () => {
    it.each(['7', '1e3', '7.0', 0, -1, 7.5, 2 ** 53, null, true])('the id %j', (match_id) => {
      const text = JSON.stringify(envelope('match.created', { ...created, match_id }));
      expect(readIncomingEvent(Buffer.from(text))).toEqual(unreadable('invalid_payload:match_id'));
    });

    it.each(['1e3', '7.0', '70e-1'])('the number %s as an id', (source) => {
      const text = JSON.stringify(envelope('match.created', created)).replace(
        '"match_id":7',
        `"match_id":${source}`,
      );
      expect(readIncomingEvent(Buffer.from(text))).toEqual(unreadable('invalid_payload:match_id'));
    });

    it.each([
      ['eventId', { eventId: '' }],
      ['eventId', { eventId: 5 }],
      ['eventType', { eventType: null }],
      ['version', { version: 'latest' }],
      ['version', { version: undefined }],
      ['timestamp', { timestamp: '2025-02-30T10:00:00' }],
      ['timestamp', { timestamp: '9999-12-31T23:59:59-23:00' }],
      ['timestamp', { timestamp: 1740823200 }],
      ['payload', { payload: [] }],
    ])('an envelope with a broken %s', (field, changes) => {
      expect(read(envelope('match.created', created, changes))).toEqual(
        unreadable(`invalid_envelope:${field}`),
      );
    });

    it.each([
      ['', 'empty'],
      ['oops', 'not_json'],
      ['[]', 'not_an_object'],
      ['{"eventId":"a","eventId":"b"}', 'duplicate_key'],
      ['{"__proto__":1}', 'forbidden_key'],
    ])('the bytes %j', (text, reason) => {
      expect(readIncomingEvent(Buffer.from(text))).toEqual(unreadable(reason));
    });

    it('and quotes nothing of it', () => {
      const record = read(
        envelope('therapist.created', {
          therapist_id: 'Erika Musterfrau',
          therapist_data: 'Erika Musterfrau',
        }),
      );
      expect(record).toEqual(unreadable('invalid_payload:therapist_id'));
    });
  });

  describe('FAULTS 18', () => {
    it('ignores an unknown event type and names it', () => {
      expect(read(envelope('match.renamed', {}))).toEqual({ kind: 'ignored', eventType: 'match.renamed' });
    });

    it('names a hostile event type in at most 100 printable characters', () => {
      expect(read(envelope(`a\n\u001b\u202e${'x'.repeat(500)}`, {}))).toEqual({
        kind: 'ignored',
        eventType: `a???${'x'.repeat(96)}`,
      });
    });

    it.each([2, '2.0', '10.0'])('parks major version %j', (version) => {
      expect(read(envelope('match.created', created, { version }))).toEqual(
        unreadable('unsupported_version'),
      );
    });
  });
});
