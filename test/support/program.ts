import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** The program behind `npm start`, in a process of its own. */
export interface Program {
  readonly address: string;
  /** Kill -9, or the signal given; resolves when it has ended. */
  end(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts it on a folder and a free port, and waits until it serves.
 *
 * @throws Error with its output when it does not
 */
export async function startProgram({
  folder,
  environment = {},
}: {
  folder: string;
  environment?: Record<string, string>;
}): Promise<Program> {
  const child = spawn(process.execPath, ['local/main.ts', '--state', folder, '--port', '0'], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const end = async (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal);
    await ended;
  };
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const [, address] = /^Console\s+(http\S+)\/_local/m.exec(output) ?? [];
    if (address === undefined || !output.includes('Ready after')) continue;
    return { address, end };
  }
  throw new Error(`it does not start: ${output}`);
}

/** Posts JSON and returns the JSON of the answer; rejects unless it is a success. */
export async function postJson(url: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
