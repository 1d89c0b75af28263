import { describe, expect, it } from '@jest/globals';
import type { Fault } from '../../../shared/domain/fault.ts';
import { ONCE_KEPT_MS } from '../../../shared/domain/once.ts';
import { fail, ok } from '../../../shared/domain/result.ts';
import { commitWrite } from '../../../shared/use-cases/commit-write.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const once = { key: 'key-1', fingerprint: 'body-1' };
const refusal = fail<Fault>({ code: 'contact_frequency_exceeded' });

const done = (id: string) => commitWrite(world.service, once, () => Promise.resolve(ok(id)));

describe('a write that its client repeats', () => {
  it('is done once, and then named by what it made', async () => {
    expect(await done('em_1')).toEqual(ok('em_1'));
    expect(await done('em_2')).toEqual(ok('em_1'));
  });

  it('is not refused because of what its other try did meanwhile', async () => {
    const written = await commitWrite(world.service, once, async () => {
      await done('em_1');
      return refusal;
    });
    expect(written).toEqual(ok('em_1'));
  });

  it('is refused with another body', async () => {
    await done('em_1');
    const other = { ...once, fingerprint: 'body-2' };
    expect(await commitWrite(world.service, other, () => Promise.resolve(ok('em_2')))).toEqual(
      fail({ code: 'idempotency_key_reused' }),
    );
  });

  it('leaves no record when it is refused, nor after a day', async () => {
    expect(await commitWrite(world.service, once, () => Promise.resolve(refusal))).toEqual(refusal);
    expect(await done('em_1')).toEqual(ok('em_1'));
    world.clock.advance(ONCE_KEPT_MS);
    expect(await done('em_2')).toEqual(ok('em_2'));
  });
});
