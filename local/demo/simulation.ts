import { createService } from '../../functions/wiring/service.ts';
import { isContactEmail } from '../../shared/domain/email/email.ts';
import type { MailTokens } from '../../shared/domain/ports.ts';
import { plus, type Instant } from '../../shared/domain/time.ts';
import { createMailTokens } from '../../shared/platform/mail-tokens.ts';
import { dumpTables } from '../dump.ts';
import { startEngine, type Engine } from '../engine.ts';
import type { BusCall, BusFault } from '../eventbridge-double.ts';
import { checkInvariants } from '../invariants.ts';
import type { Evidence } from '../invariants/evidence.ts';
import type { AcceptedMail } from '../ses-double.ts';
import { createAgenda, type Agenda } from './agenda.ts';
import { answerEmail, answersAfter, habitOf } from './answers.ts';
import { at, dayLabel } from './calendar.ts';
import { createFates } from './call-fates.ts';
import { createJournal, describeDay, type Journal } from './journal.ts';
import { createSesScript, feedbackOn } from './mail-weather.ts';
import { countReport } from './reports.ts';
import { makeScenario, SEED, type Scenario } from './scenario.ts';
import { employStaff } from './staff.ts';
import { ApiRefusal, openStaffApi, type StaffApi } from './staff-api.ts';

const DAYS = 14;

/** The two weeks of the scenario are over. */
export const END = at(DAYS, '00:00');

interface Simulation {
  engine: Engine;
  service: ReturnType<typeof createService>;
  api: StaffApi;
  agenda: Agenda;
  journal: Journal;
  /** How many accepted mails had their consequences planned. */
  mailsSeen: number;
}

/** What can be said after a run. */
export interface Outcome {
  scenario: Scenario;
  evidence: Evidence;
  /** The accepted mails with their content. */
  mails: AcceptedMail[];
  /** Those that lead from mails back to emails. */
  tokens: MailTokens;
  violations: ReturnType<typeof checkInvariants>;
  journal: Journal;
}

/**
 * Runs the service through the recorded events of the scenario, in simulated time, and checks the invariants. The engine
 * works as it does behind `npm start`: the scenario moves its clock and brings what comes from outside.
 *
 * @param end when the run stops and is checked, at most `END`
 * @param progress is told one line for each day on which something happened
 */
export async function runScenario({
  end,
  progress,
}: {
  end: Instant;
  progress: (line: string) => void;
}): Promise<Outcome> {
  const scenario = makeScenario();
  const journal = createJournal();
  const engine = await startEngine({
    start: at(0, '00:00'),
    environment: ENVIRONMENT,
    onTick: ({ functionName }, answer) => countReport(journal, functionName, answer),
    onFailure: () => journal.count('failures'),
  });
  try {
    const service = createService(engine.runtime);
    const api = await openStaffApi(engine);
    const simulation = { engine, service, api, agenda: createAgenda(), journal, mailsSeen: 0 };
    prepare(simulation, scenario);
    const office = { ...simulation, fates: createFates(SEED), now: engine.clock.now };
    employStaff(office, { days: DAYS, therapistIds: scenario.therapists.keys() });
    for (let day = 0; at(day, '00:00') < end; day++) {
      const midnight = at(day + 1, '00:00');
      await liveUntil(simulation, midnight < end ? midnight : end);
      const line = describeDay(journal.endDay());
      if (line !== '') progress(`${dayLabel(day)}  ${line}`);
    }
    const evidence = await collectEvidence(simulation, scenario);
    const violations = checkInvariants(evidence, service.settings);
    const tokens = createMailTokens(engine.runtime.pseudonymKey);
    return { scenario, evidence, mails: [...engine.ses.accepted], tokens, violations, journal };
  } finally {
    await engine.stop();
  }
}

/**
 * The scenario's events come as Lambda's Kafka poller brings them in provisioned mode. Mails leave so slowly that no two are
 * under way at a time: every run is the same.
 */
const ENVIRONMENT = { KAFKA_PARTIAL_BATCHES: 'true', SEND_RATE_PER_SECOND: '4' };
const MATCHING_EVENTS = 'communication-local-matching-events';
const SES_EVENTS = 'communication-local-ses-events';

/** Puts everything on the agenda that does not depend on what the service does. */
function prepare({ engine, agenda, journal }: Simulation, scenario: Scenario): void {
  const { ses, bus } = engine;
  for (const [id, therapist] of scenario.therapists) engine.therapists.data.set(id, therapist);
  for (const [id, patient] of scenario.patients) engine.patients.data.set(id, patient);
  for (const { service, id, until } of scenario.outages) {
    engine[service].faults.set(id, '500');
    agenda.add(until, () => Promise.resolve(void engine[service].faults.delete(id)));
  }
  ses.script = createSesScript();
  bus.script = busWeather;
  for (const [index, poll] of scenario.polls.entries()) {
    const deliver = async () => {
      const answer = (await engine.invoke(MATCHING_EVENTS, poll.event)) as { batchItemFailures: unknown[] };
      journal.count('records', Object.values(poll.event.records).flat().length);
      journal.count('failures', answer.batchItemFailures.length);
    };
    agenda.add(poll.at, deliver);
    // The acknowledgement got lost: the poller brings the same records again.
    if (index % 3 === 0) agenda.add(poll.at, deliver);
  }
}

/** Acknowledgements that get lost, and outages that outlast the SDK's own retries. */
function busWeather({ n }: BusCall): BusFault {
  const place = n % 50;
  if (place === 7) return 'accept_then_reset';
  return place >= 30 && place < 34 ? '500' : 'accept';
}

/** Lives through the agenda, and through all that the service does by itself in between. */
async function liveUntil(simulation: Simulation, end: Instant): Promise<void> {
  const { engine, agenda } = simulation;
  for (;;) {
    const at = agenda.nextAt(end);
    if (await engine.step(at)) await expectReactions(simulation);
    else if (at === end) return;
    else {
      await takeStep(simulation);
      await engine.drain();
    }
  }
}

/** What the API refuses to staff is a failure of the run, and no reason to end it. */
async function takeStep({ agenda, journal }: Simulation): Promise<void> {
  try {
    await agenda.take()?.run();
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    journal.count('failures');
    journal.count(`refused: ${error.code}`);
  }
}

/** Mails that were accepted since the last time have consequences. */
async function expectReactions(simulation: Simulation): Promise<void> {
  const { accepted } = simulation.engine.ses;
  for (; simulation.mailsSeen < accepted.length; simulation.mailsSeen++) {
    const mail = accepted[simulation.mailsSeen];
    if (mail) await expectReaction(simulation, mail);
  }
}

/** SES reports on an accepted mail, and perhaps its therapist answers. */
async function expectReaction(
  { engine, service, api, agenda, journal }: Simulation,
  mail: AcceptedMail,
): Promise<void> {
  for (const { afterMs, event } of feedbackOn(mail))
    agenda.add(plus(mail.at, afterMs), async () => {
      await engine.invoke(SES_EVENTS, event);
      journal.count(`feedback: ${event.detail.eventType}`);
    });
  const emailId = mail.tags['email_id'] ?? '';
  const email = (await service.store.getEmail(emailId))?.email;
  if (!email || !isContactEmail(email.kind)) return;
  const habit = habitOf(email.therapistId);
  const afterMs = answersAfter(habit, email.therapistId);
  if (habit === 'silent' || afterMs === undefined) return;
  agenda.add(plus(mail.at, afterMs), async () => {
    await answerEmail(api, emailId, habit);
    journal.count(`answer: ${habit}`);
  });
}

async function collectEvidence(
  { engine }: Simulation,
  { createdAt, reopenedAt }: Scenario,
): Promise<Evidence> {
  await engine.drain();
  const now = engine.clock.now();
  return {
    accepted: [...engine.ses.accepted],
    published: [...engine.bus.entries],
    dump: await dumpTables(engine.client, engine.tables),
    created: [...createdAt].filter(([, when]) => when <= now).map(([id]) => id),
    reopenedAt: new Map([...reopenedAt].filter(([, when]) => when <= now)),
  };
}
