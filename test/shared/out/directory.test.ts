import { describe, expect, it } from '@jest/globals';
import type { DirectoryFault } from '../../../shared/domain/email/directory.ts';
import { fail, ok, type Result } from '../../../shared/domain/result.ts';
import { createDirectory } from '../../../shared/out/directory.ts';

type Data = Record<string, unknown>;

/** A directory of one person, and how often the sibling service was asked. */
function directoryOf(sources: {
  projected?: Data;
  fetched?: Result<Data, DirectoryFault>;
  erased?: boolean;
}) {
  const asked: number[] = [];
  const read = () => Promise.resolve(sources.projected);
  const fetch = (id: number) => {
    asked.push(id);
    return Promise.resolve(sources.fetched ?? fail<DirectoryFault>('unavailable'));
  };
  const directory = createDirectory({
    projections: { getTherapistData: read, getPatientData: read },
    services: { fetchTherapist: fetch, fetchPatient: fetch },
    isErased: () => Promise.resolve(sources.erased === true),
  });
  return { directory, asked };
}

const complete = {
  anrede: 'Frau',
  nachname: 'Musterfrau',
  email: 'praxis@musterfrau.example',
  telefonische_erreichbarkeit: { Mo: ['9:00-10:00'] },
};

describe('the directory of therapists', () => {
  it('asks nobody when the events told enough', async () => {
    const { directory, asked } = directoryOf({ projected: complete });
    expect(await directory.therapist(13)).toMatchObject({
      ok: true,
      value: { id: 13, lastName: 'Musterfrau' },
    });
    expect(asked).toEqual([]);
  });

  it.each(['nachname', 'email', 'telefonische_erreichbarkeit'])(
    'asks the therapist service when %s is missing',
    async (field) => {
      const { directory, asked } = directoryOf({
        projected: { ...complete, [field]: null },
        fetched: ok({ [field]: 'as fetched' }),
      });
      const answer = await directory.therapist(13);
      expect(asked).toEqual([13]);
      expect(Object.values(answer.ok ? answer.value : {})).toContain('as fetched');
    },
  );

  it('prefers what events told, as far as it could be read', async () => {
    const projected = { nachname: 'Neu', email: 5, anrede: null };
    const fetched = ok({
      nachname: 'Alt',
      email: 'praxis@musterfrau.example',
      anrede: 'Herr',
      vorname: 'Erik',
    });
    const { directory } = directoryOf({ projected, fetched });
    expect(await directory.therapist(13)).toEqual(
      ok({ id: 13, gender: 'male', firstName: 'Erik', lastName: 'Neu', email: 'praxis@musterfrau.example' }),
    );
  });

  it.each(['unavailable', 'not_found'] as const)(
    'makes do with an address when the service is %s',
    async (fault) => {
      const { directory } = directoryOf({
        projected: { email: 'praxis@musterfrau.example' },
        fetched: fail(fault),
      });
      expect(await directory.therapist(13)).toEqual(
        ok({ id: 13, gender: 'unknown', email: 'praxis@musterfrau.example' }),
      );
    },
  );

  it.each(['unavailable', 'not_found'] as const)('passes %s on when there is no address', async (fault) => {
    const { directory } = directoryOf({ projected: { nachname: 'Musterfrau' }, fetched: fail(fault) });
    expect(await directory.therapist(13)).toEqual(fail(fault));
  });
});

const facts = {
  diagnose: 'F32.1',
  geschlecht: 'weiblich',
  zeitliche_verfuegbarkeit: 'abends',
  beschwerden_seit: '2024',
  offen_fuer_gruppentherapie: false,
  psychotherapieerfahrung: 'keine',
  aktuelle_psychische_beschwerden: 'Schlafstörungen',
  startdatum: '2025-02-01',
};

describe('the directory of patients', () => {
  it('asks nobody when the events told all facts', async () => {
    const { directory, asked } = directoryOf({ projected: facts });
    expect(await directory.patient(11)).toMatchObject({
      ok: true,
      value: { id: 11, groupTherapy: false, registeredOn: '2025-02-01' },
    });
    expect(asked).toEqual([]);
  });

  it.each(Object.keys(facts))('asks the patient service when %s is missing', async (field) => {
    const { directory, asked } = directoryOf({
      projected: { ...facts, [field]: undefined },
      fetched: ok(facts),
    });
    expect(await directory.patient(11)).toEqual(
      await directoryOf({ projected: facts }).directory.patient(11),
    );
    expect(asked).toEqual([11]);
  });

  it('makes do with one fact when the service fails', async () => {
    const { directory } = directoryOf({ projected: { diagnose: 'F32.1' } });
    expect(await directory.patient(11)).toEqual(ok({ id: 11, diagnosis: 'F32.1' }));
  });

  it.each([{ nachname: 'Beispiel' }, undefined])(
    'passes the fault on when events told %j',
    async (projected) => {
      const { directory } = directoryOf({ ...(projected && { projected }), fetched: fail('not_found') });
      expect(await directory.patient(11)).toEqual(fail('not_found'));
    },
  );
});

describe('somebody who was erased', () => {
  it('is known to nobody, whatever the sources still have, and the services are not asked', async () => {
    const { directory, asked } = directoryOf({ projected: complete, fetched: ok(complete), erased: true });
    expect(await directory.therapist(13)).toEqual(fail('not_found'));
    expect(await directory.patient(13)).toEqual(fail('not_found'));
    expect(asked).toEqual([]);
  });
});
