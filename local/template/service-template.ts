import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { CloudFormationTemplate, Templates } from './cloudformation.ts';
import { readEventSources, type StreamSource, type TopicSource } from './event-sources.ts';
import { functionNamed, readFunctions, type FunctionResource } from './functions.ts';
import { openTemplates } from './resources.ts';
import { readRoutes, type Route } from './routes.ts';
import { readRules, type RuleResource } from './rules.ts';
import { readSchedules, type ScheduleResource } from './schedules.ts';
import { readTables } from './tables.ts';

export type { FunctionResource, Route, RuleResource, ScheduleResource, StreamSource, TopicSource };

/** What the templates of a stage say about the running service, with every reference resolved. */
export interface ServiceTemplate {
  functions: FunctionResource[];
  tables: CreateTableCommandInput[];
  timeToLive: { table: string; attribute: string }[];
  routes: Route[];
  schedules: ScheduleResource[];
  rules: RuleResource[];
  streams: StreamSource[];
  topics: TopicSource[];
}

const SUFFIX = '.template.json';

/** The templates in a folder that the CDK wrote, by the names of their stacks. */
export async function readTemplates(folder: string): Promise<Templates> {
  const files = (await readdir(folder)).filter((file) => file.endsWith(SUFFIX)).sort();
  const templates = files.map(async (file) => {
    const template = JSON.parse(await readFile(join(folder, file), 'utf8')) as CloudFormationTemplate;
    return [file.slice(0, -SUFFIX.length), template] as const;
  });
  return Object.fromEntries(await Promise.all(templates));
}

/**
 * Reads what a stage consists of.
 *
 * @param templates the templates of all its stacks
 * @throws TemplateNotUnderstood when a reference leads nowhere, or to something that is not a function where one has to be
 */
export function toServiceTemplate(templates: Templates): ServiceTemplate {
  const find = openTemplates(templates);
  const functions = readFunctions(find);
  const nameFunction = functionNamed(functions);
  return {
    functions,
    ...readTables(find),
    routes: readRoutes(find, nameFunction),
    schedules: readSchedules(find, nameFunction),
    rules: readRules(find, nameFunction),
    ...readEventSources(find, nameFunction),
  };
}

/** The service as the templates in a folder describe it, see `toServiceTemplate`. */
export async function readServiceTemplate(folder: string): Promise<ServiceTemplate> {
  return toServiceTemplate(await readTemplates(folder));
}
