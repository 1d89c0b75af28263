import { describe, expect, it } from '@jest/globals';
import { runtimeOf } from '../../../local/restore/deployed-runtime.ts';
import { UsageError } from '../../../local/command.ts';
import { worldPerTest } from '../../support/world.ts';

describe('the runtime of a deployed stage', () => {
  const world = worldPerTest();

  it('has the tables and settings of its functions', async () => {
    const own = world.template.functions.find(({ name }) => name.endsWith('apply-erasures'));
    const Variables = { ...own?.environment, ...world.environment, PSEUDONYM_KEY: 'x'.repeat(32) };
    const asked: unknown[] = [];
    const lambda = {
      send: (command: { input: unknown }) => {
        asked.push(command.input);
        return Promise.resolve({ Environment: { Variables } });
      },
    };
    const { config } = await runtimeOf(lambda as never, 'local');
    expect(asked).toEqual([{ FunctionName: 'communication-local-apply-erasures' }]);
    expect(config.EMAILS_TABLE).toBe(world.tables.emails);
  });

  it('is not made up where there is no such stage', async () => {
    const missing = Object.assign(new Error('no such function'), { name: 'ResourceNotFoundException' });
    const lambda = { send: () => Promise.reject(missing) };
    await expect(runtimeOf(lambda as never, 'prod')).rejects.toThrow(UsageError);
  });
});
