import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { folderState, memoryState } from '../../../local/engine/state.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'state-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.each([
  ['in a folder', () => folderState(join(folder, 'new'))],
  ['in memory', memoryState],
])('state %s', (_where, open) => {
  it('remembers values, the first one included', () => {
    const value = open().value('clock', () => 7);
    expect(value.get()).toBe(7);
    value.set(8);
    expect(value.get()).toBe(8);
  });

  it('remembers what a log was given, in order', () => {
    const log = open().log<{ n: number; raw: Buffer }>('mails');
    log.append({ n: 1, raw: Buffer.from([0, 255]) }, { n: 2, raw: Buffer.from('ü\n') });
    log.append({ n: 3, raw: Buffer.alloc(0) });
    expect(log.entries.map(({ n }) => n)).toEqual([1, 2, 3]);
  });
});

describe('state in a folder', () => {
  const reopen = () => folderState(folder);

  it('keeps nothing of what an entry was before it was changed', () => {
    const log = reopen().log<string>('mails');
    log.append('erased person', 'somebody else');
    log.change((entry) => (entry === 'erased person' ? '' : entry));
    log.append('later');
    expect(log.entries).toEqual(['', 'somebody else', 'later']);
    expect(reopen().log('mails').entries).toEqual(['', 'somebody else', 'later']);
    const bytes = Buffer.from('erased person').toString('base64').slice(2, -4);
    expect(readdirSync(folder)).toEqual(['mails.log']);
    expect(readFileSync(join(folder, 'mails.log'), 'latin1')).not.toContain(bytes);
  });

  it('is there again after a restart', () => {
    reopen()
      .value('clock', () => 7)
      .set(8);
    const raw = Buffer.from('ü\n\0');
    reopen().log('mails').append({ raw, none: undefined });
    expect(
      reopen()
        .value('clock', () => 7)
        .get(),
    ).toBe(8);
    expect(reopen().log('mails').entries).toEqual([{ raw, none: undefined }]);
  });

  it('loses nothing but the entry that was being written when the process was killed', () => {
    reopen().log('mails').append(1, 2);
    appendFileSync(join(folder, 'mails.log'), '/w9');
    const log = reopen().log('mails');
    expect(log.entries).toEqual([1, 2]);
    log.append(3);
    expect(reopen().log('mails').entries).toEqual([1, 2, 3]);
  });

  it('leaves no half-written value behind', () => {
    reopen()
      .value('clock', () => 7)
      .set(8);
    expect(readdirSync(folder)).toEqual(['clock.json']);
  });
});
