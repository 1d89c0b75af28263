import { z } from 'zod';
import { TemplateNotUnderstood } from './cloudformation.ts';
import type { FunctionNamed } from './functions.ts';
import type { FindResources } from './resources.ts';

export interface StreamSource {
  table: string;
  /** Filters, one of which a record has to fit; none: every record. */
  patterns: object[];
  functionName: string;
}

export interface TopicSource {
  topic: string;
  functionName: string;
}

const mappingProperties = z.object({
  Enabled: z.boolean().default(true),
  EventSourceArn: z.string().optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  FunctionName: z.string(),
  Topics: z.array(z.string()).optional(),
});

/** What Lambda polls for a function: streams of tables, and Kafka topics, of MSK or of one's own brokers. */
export function readEventSources(
  find: FindResources,
  nameFunction: FunctionNamed,
): { streams: StreamSource[]; topics: TopicSource[] } {
  const streams: StreamSource[] = [];
  const topics: TopicSource[] = [];
  for (const { place, properties } of find('AWS::Lambda::EventSourceMapping', mappingProperties)) {
    if (!properties.Enabled) continue;
    const { EventSourceArn = '', FilterCriteria, Topics } = properties;
    const functionName = nameFunction(properties.FunctionName, place);
    const table = /^arn:[^:]+:dynamodb:.*:table\/([^/]+)\/stream\//.exec(EventSourceArn)?.[1];
    if (Topics) topics.push(...Topics.map((topic) => ({ topic, functionName })));
    else if (table !== undefined) {
      const patterns = (FilterCriteria?.Filters ?? []).map(({ Pattern }) => JSON.parse(Pattern) as object);
      streams.push({ table, patterns, functionName });
    } else
      throw new TemplateNotUnderstood(place, `${EventSourceArn} is neither a table's stream nor a topic`);
  }
  return { streams, topics };
}
