import { describe, expect, it } from '@jest/globals';
import { samplePatient, sampleTherapist } from '../../../local/sample/people.ts';
import { toPatientFacts } from '../../../shared/contracts/services/patient.ts';
import { toTherapist } from '../../../shared/contracts/services/therapist.ts';
import { canonicalAddress } from '../../../shared/domain/email/address.ts';
import { parsePhoneHours } from '../../../shared/domain/phone-call/phone-hours.ts';
import { toE164 } from '../../../shared/domain/phone-call/phone-number.ts';

const IDS = [...Array.from({ length: 200 }, (_, index) => index + 1), 99_999, Number.MAX_SAFE_INTEGER];

/** The numbers that the Bundesnetzagentur keeps free for films and fiction. */
const INVENTED_NUMBER = /^\+49(3023125|6990009|4066969|2214710|8999998)\d{3}$/;

const therapists = IDS.map((id) => toTherapist(id, sampleTherapist(id)));
const patients = IDS.map((id) => toPatientFacts(id, samplePatient(id)));

describe('sample therapists', () => {
  it('are the same on every run', () => {
    expect(sampleTherapist(101)).toEqual(sampleTherapist(101));
    expect(sampleTherapist(101)).toMatchObject({ id: 101, email: 'praxis-101@praxis.example' });
  });

  it('are for every id somebody with a name and a mailbox of his own', () => {
    expect(therapists.every(({ lastName, firstName }) => lastName && firstName)).toBe(true);
    const mailboxes = therapists.map(({ email }) => canonicalAddress(email ?? ''));
    expect(new Set(mailboxes).size).toBe(IDS.length);
    expect(mailboxes.every((address) => address?.endsWith('.example'))).toBe(true);
  });

  it('have phone numbers that nobody has, and a few have none', () => {
    const numbers = therapists.map(({ phone }) => phone).filter((phone) => phone !== undefined);
    expect(numbers.map(toE164).every((number) => INVENTED_NUMBER.test(number ?? ''))).toBe(true);
    expect(IDS.length - numbers.length).toBeGreaterThan(5);
    expect(numbers.length).toBeGreaterThan(150);
  });

  it('give hours that are understood, in several spellings, and a few give none', () => {
    const given = therapists.map(({ phoneHours }) => phoneHours).filter((hours) => hours !== undefined);
    const read = given.map(parsePhoneHours);
    expect(read.every(({ windows, notUnderstood }) => windows.length > 0 && notUnderstood.length === 0)).toBe(
      true,
    );
    expect(new Set(given.map((hours) => JSON.stringify(hours))).size).toBeGreaterThan(4);
    expect(IDS.length - given.length).toBeGreaterThan(5);
  });

  it('are of several genders and titles', () => {
    expect(new Set(therapists.map(({ gender }) => gender))).toEqual(new Set(['female', 'male', 'diverse']));
    expect(new Set(therapists.map(({ title }) => title)).size).toBeGreaterThan(3);
  });
});

describe('sample patients', () => {
  it('are the same on every run', () => {
    expect(samplePatient(1001)).toEqual(samplePatient(1001));
  });

  it('have a diagnosis and differ in what else is known', () => {
    expect(patients.every(({ diagnosis, gender }) => diagnosis && gender)).toBe(true);
    for (const fact of [
      'currentComplaints',
      'availability',
      'groupTherapy',
      'therapyExperience',
      'complaintsSince',
    ] as const)
      expect(new Set(patients.map((facts) => facts[fact])).size).toBeGreaterThan(2);
  });

  it('are registered on days of the calendar, a few on none', () => {
    const dates = patients.map(({ registeredOn }) => registeredOn).filter((date) => date !== undefined);
    expect(dates.length).toBeGreaterThan(150);
    expect(dates.length).toBeLessThan(IDS.length);
    expect(new Set(dates).size).toBeGreaterThan(50);
  });
});
