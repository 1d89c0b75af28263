import { createService } from '../../functions/wiring/service.ts';
import { isContactEmail } from '../../shared/domain/email/email.ts';
import { latest, plus, type Instant } from '../../shared/domain/time.ts';
import { dumpTables } from '../dump.ts';
import { startEngine, type Engine } from '../engine.ts';
import type { BusCall, BusFault } from '../eventbridge-double.ts';
import { checkInvariants } from '../invariants.ts';
import type { Evidence } from '../invariants/evidence.ts';
import type { AcceptedMail } from '../ses-double.ts';
import { createAgenda, type Agenda } from './agenda.ts';
import { answerEmail, answersAfter, habitOf } from './answers.ts';
import { at, dayLabel, times } from './calendar.ts';
import { createJournal, describeDay, type Journal } from './journal.ts';
import { createSesScript, feedbackOn } from './mail-weather.ts';
import { makeScenario, type Scenario } from './scenario.ts';

/** The two weeks of the scenario are over. */
export const END = at(14, '00:00');

const PUMP_TIMES = times('08:00', '18:00', 15);
const BATCH_TIMES = times('01:00', '02:00', 15);
const EVERY_HOUR = times('00:00', '24:00', 60);

interface Simulation {
  engine: Engine;
  service: ReturnType<typeof createService>;
  agenda: Agenda;
  journal: Journal;
}

/** What can be said after a run. */
export interface Outcome {
  scenario: Scenario;
  evidence: Evidence;
  /** The accepted mails with their content. */
  mails: AcceptedMail[];
  violations: ReturnType<typeof checkInvariants>;
  journal: Journal;
}

/**
 * Runs the service through the recorded events of the scenario, in simulated time, and checks the invariants.
 *
 * Batch (01:00, 01:15, 01:30, 01:45) and sweep (every hour) run at their times, the relay after everything, as its
 * stream wakes it. The pump runs every 15 minutes of the send window instead of every minute of the day: in between,
 * and outside of the window, it would find little more than an empty queue.
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
  const engine = await startEngine({ start: at(0, '00:00') });
  try {
    const service = createService(engine.runtime);
    const simulation = { engine, service, agenda: createAgenda(), journal: createJournal() };
    prepare(simulation, scenario);
    for (let day = 0; at(day, '00:00') < end; day++) {
      scheduleDay(simulation, day);
      const midnight = at(day + 1, '00:00');
      await liveUntil(simulation, midnight < end ? midnight : end);
      const line = describeDay(simulation.journal.endDay());
      if (line !== '') progress(`${dayLabel(day)}  ${line}`);
    }
    const evidence = await collectEvidence(simulation, scenario);
    const violations = checkInvariants(evidence, service.settings);
    return { scenario, evidence, mails: [...engine.ses.accepted], violations, journal: simulation.journal };
  } finally {
    await engine.stop();
  }
}

/** Puts everything on the agenda that does not depend on what the service does. */
function prepare({ engine, agenda, journal }: Simulation, scenario: Scenario): void {
  const { ses, bus, functions } = engine;
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
      const { batchItemFailures } = await functions.matchingEvents(poll.event);
      journal.count('records', Object.values(poll.event.records).flat().length);
      journal.count('failures', batchItemFailures.length);
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

function scheduleDay(simulation: Simulation, day: number): void {
  const { agenda } = simulation;
  const isWorkday = day % 7 < 5;
  for (const time of EVERY_HOUR) agenda.add(at(day, time), () => sweep(simulation));
  for (const time of BATCH_TIMES) agenda.add(at(day, time), () => batch(simulation));
  for (const time of isWorkday ? PUMP_TIMES : []) agenda.add(at(day, time), () => pump(simulation));
}

/** Lives through the agenda. The clock never goes back: a run that took its time delays what follows. */
async function liveUntil({ engine, agenda }: Simulation, end: Instant): Promise<void> {
  const { clock, functions } = engine;
  for (let step = agenda.next(end); step; step = agenda.next(end)) {
    clock.set(latest(clock.now(), step.at));
    await step.run();
    await functions.outboxRelay({});
  }
}

async function batch({ engine, journal }: Simulation): Promise<void> {
  const report = await engine.functions.dailyBatch({});
  journal.count('emails queued', report.emails);
  journal.count('failures', report.failed);
  for (const [reason, times] of Object.entries(report.deferred)) journal.count(`deferred: ${reason}`, times);
}

async function sweep({ engine, journal }: Simulation): Promise<void> {
  const {
    failed,
    finished: _finished,
    nothing_open: _nothing,
    ...report
  } = await engine.functions.checkUnansweredEmails({});
  journal.count('failures', failed);
  for (const [kind, times] of Object.entries(report)) journal.count(`follow-up: ${kind}`, times);
}

async function pump(simulation: Simulation): Promise<void> {
  const { engine, journal } = simulation;
  const before = engine.ses.accepted.length;
  const { end: _end, rescued, failed, ...report } = await engine.functions.processEmailQueue({});
  journal.count('failures', failed);
  journal.count('sending: unresolved', rescued.unresolved);
  for (const [kind, times] of Object.entries(report)) journal.count(`sending: ${kind}`, times);
  for (const mail of engine.ses.accepted.slice(before)) await expectReactions(simulation, mail);
}

/** An accepted mail has consequences: SES reports on it, and perhaps its therapist answers. */
async function expectReactions(
  { engine, service, agenda, journal }: Simulation,
  mail: AcceptedMail,
): Promise<void> {
  for (const { afterMs, event } of feedbackOn(mail))
    agenda.add(plus(mail.at, afterMs), async () => {
      await engine.functions.sesEvents(event);
      journal.count(`feedback: ${event.detail.eventType}`);
    });
  const emailId = mail.tags['email_id'] ?? '';
  const email = (await service.store.getEmail(emailId))?.email;
  if (!email || !isContactEmail(email.kind)) return;
  const habit = habitOf(email.therapistId);
  const afterMs = answersAfter(habit, email.therapistId);
  if (habit === 'silent' || afterMs === undefined) return;
  agenda.add(plus(mail.at, afterMs), async () => {
    const decided = await answerEmail(service, emailId, habit);
    journal.count(decided === undefined ? 'failures' : `answer: ${habit}`);
  });
}

async function collectEvidence(
  { engine }: Simulation,
  { createdAt, reopenedAt }: Scenario,
): Promise<Evidence> {
  await engine.functions.outboxRelay({});
  const now = engine.clock.now();
  return {
    accepted: engine.ses.accepted,
    published: engine.bus.entries,
    dump: await dumpTables(engine.client, engine.tables),
    created: [...createdAt].filter(([, when]) => when <= now).map(([id]) => id),
    reopenedAt: new Map([...reopenedAt].filter(([, when]) => when <= now)),
  };
}
