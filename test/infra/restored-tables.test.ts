import { beforeAll, describe, expect, it } from '@jest/globals';
import { TABLES, type TableName } from '../../shared/store/tables.ts';
import { functionsOf, RESTORED, resourcesOf, statementsOf, synthesizeStage } from './templates.ts';

const NAMES = Object.keys(TABLES) as TableName[];

describe('after a restore', () => {
  let restored: ReturnType<typeof synthesizeStage>;
  beforeAll(() => {
    restored = synthesizeStage('prod', RESTORED);
  });

  it('every function works on the restored tables', () => {
    for (const { name, properties } of functionsOf(restored.stateless)) {
      const { Variables } = properties['Environment'] as { Variables: Record<string, unknown> };
      for (const table of NAMES)
        expect([name, Variables[TABLES[table].variable]]).toEqual([name, `communication-prod-r1-${table}`]);
    }
  });

  it('may use them and their indexes, and no longer the tables that they came from', () => {
    const resources = statementsOf(restored.stateless, 'apply-erasures')
      .map((each) => each.resources)
      .join();
    for (const table of NAMES) expect(resources).toContain(`:table/communication-prod-r1-${table}`);
    expect(resources).toContain(':table/communication-prod-r1-emails/index/therapist');
    expect(resources).not.toMatch(/FnGetAtt(contacts|emails|calls|outbox|runtime)[0-9A-F]{8}Arn/);
  });

  it('the stream of their outbox wakes the relay', () => {
    const sources = resourcesOf(restored.stateless, 'AWS::Lambda::EventSourceMapping');
    expect(sources.map(({ Properties }) => Properties['EventSourceArn'])).toEqual([
      RESTORED.RESTORED_OUTBOX_STREAM_ARN,
    ]);
  });

  it('the old tables stay where they are: the drill reads them', () => {
    const tables = resourcesOf(restored.stateful, 'AWS::DynamoDB::Table');
    expect(tables).toHaveLength(NAMES.length);
    for (const { DeletionPolicy } of tables) expect(DeletionPolicy).toBe('Retain');
  });
});
