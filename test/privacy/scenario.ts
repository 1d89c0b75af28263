import { SEND_TIME } from '../support/sending.ts';
import { openDesk } from './desk.ts';
import { dealWithMails } from './inbox.ts';
import { erasePersons } from './erasing.ts';
import { meetFaults } from './faults.ts';
import { pump, reportOnMails, sendThroughWeather } from './mails.ts';
import { makeCalls, recordAnswers, writeEmails } from './office.ts';
import { fillServices } from './people.ts';
import { lookInto, readEverything } from './reading.ts';
import { tellByRule, tellOfAll, tellPoison } from './records.ts';
import { askInVain, askWrongly } from './refusals.ts';
import type { Stage } from './stage.ts';

/**
 * A week of the service in which every personal field is given to it, kept, mailed, shown, corrected and refused, and in
 * which those whom it talks to quote what they were told.
 */
export async function play(stage: Stage): Promise<void> {
  const { world, functions, announce } = stage;
  const desk = await openDesk(stage);
  fillServices(stage);
  await tellOfAll(stage);
  await tellPoison(stage);
  await tellByRule(stage);
  await functions.dailyBatch({});

  world.at(SEND_TIME);
  await sendThroughWeather(stage);
  await writeEmails(stage, desk);
  await pump(stage, 2);
  await reportOnMails(stage);
  await lookInto(stage);
  await announce();

  const answered = await recordAnswers(stage, desk);
  await dealWithMails(stage, desk, answered);
  await pump(stage, 1);
  await makeCalls(stage, desk);
  await lookInto(stage);
  await announce();

  await askInVain(stage, desk, answered);
  await askWrongly(stage, desk);
  await readEverything(desk);
  await meetFaults(stage, desk, answered);
  await announce();
  await lookInto(stage);

  await erasePersons(stage, desk);
  await readEverything(desk);
  await announce();
}
