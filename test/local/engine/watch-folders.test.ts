import { EventEmitter, once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { watchFolders, type Watcher } from '../../../local/engine/watch-folders.ts';

let folder = '';
let watcher: Watcher;
let told = 0;
const changes = new EventEmitter();

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'watched-'));
  mkdirSync(join(folder, 'inner'));
  writeFileSync(join(folder, 'inner/word.ts'), 'first');
  told = 0;
  watcher = await watchFolders([folder], () => {
    told++;
    changes.emit('change');
  });
});
afterEach(async () => {
  await watcher.stop();
  rmSync(folder, { recursive: true });
});

/** Ends when the change is told: a change that nobody notices lets the test run out of time. */
async function afterDoing(change: () => void): Promise<number> {
  const changed = once(changes, 'change');
  change();
  await changed;
  return told;
}

/** How editors and `git checkout` save a file. */
function replace(content: string): void {
  writeFileSync(join(folder, '../', `.saving-${process.pid}`), content);
  renameSync(join(folder, '../', `.saving-${process.pid}`), join(folder, 'inner/word.ts'));
}

describe('a watched folder', () => {
  it('tells each time that a file is replaced by another one', async () => {
    expect(await afterDoing(() => replace('second'))).toBe(1);
    expect(await afterDoing(() => replace('third'))).toBe(2);
    expect(await afterDoing(() => writeFileSync(join(folder, 'inner/word.ts'), 'fourth'))).toBe(3);
  });

  it('tells once of changes that come together', async () => {
    const several = () =>
      ['a.ts', 'b.ts', 'inner/c.ts'].forEach((file) => writeFileSync(join(folder, file), ''));
    expect(await afterDoing(several)).toBe(1);
  });

  it('tells of a file in a folder that was not there before, and of one that is gone', async () => {
    const add = () => {
      mkdirSync(join(folder, 'new'));
      writeFileSync(join(folder, 'new/file.ts'), '');
    };
    expect(await afterDoing(add)).toBe(1);
    expect(await afterDoing(() => rmSync(join(folder, 'new/file.ts')))).toBe(2);
  });
});
