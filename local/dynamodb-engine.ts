import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

/** A DynamoDB that answers at `endpoint`. */
export interface DynamoDbEngine {
  readonly endpoint: string;
  stop: () => Promise<void>;
}

/** The pipe of a child is a socket, which its type hides. */
type Unrefable = Readable & { unref: () => void };

const PORT_TRIES = 5;
const READY = 'Dynoxide listening';

/**
 * Starts an own DynamoDB engine, or uses the one at `DYNAMODB_ENDPOINT`, which `stop()` then leaves alone.
 *
 * @param dbPath file that keeps the data; in memory when absent
 * @throws Error when no engine exists for this platform, or none starts
 */
export async function startDynamoDb(dbPath?: string): Promise<DynamoDbEngine> {
  const endpoint = process.env['DYNAMODB_ENDPOINT'];
  if (endpoint) return { endpoint, stop: () => Promise.resolve() };
  const binary = findBinary();
  if (dbPath !== undefined) await endLeftOver(dbPath);
  for (let tries = 1; ; tries++) {
    const port = await findFreePort();
    const args = ['serve', '--port', String(port), ...(dbPath ? ['--db-path', dbPath] : [])];
    const started = await launch(binary, args);
    if ('stop' in started) {
      if (dbPath !== undefined) writeFileSync(pidFile(dbPath), String(started.pid));
      return { endpoint: `http://127.0.0.1:${port}`, stop: started.stop };
    }
    if (tries === PORT_TRIES) throw new Error(`the DynamoDB engine does not start: ${started.fault}`);
  }
}

function findBinary(): string {
  try {
    return createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  } catch (cause) {
    const hint = 'start DynamoDB Local or LocalStack and set DYNAMODB_ENDPOINT to its address';
    throw new Error(`no DynamoDB engine comes with ${process.platform}-${process.arch}: ${hint}`, { cause });
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The engine's first line says that it listens; without it another process could have won the port in between. */
async function launch(
  binary: string,
  args: string[],
): Promise<{ pid: number | undefined; stop: () => Promise<void> } | { fault: string }> {
  const child = spawn(binary, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stop = async () => {
    process.off('exit', kill);
    child.ref();
    if (kill()) await exited;
  };
  const lines = createInterface(child.stderr);
  const line = await Promise.race([
    once(lines, 'line').then(String),
    exited.then(() => 'it exits in silence'),
  ]);
  if (!line.startsWith(READY)) {
    await stop();
    return { fault: line };
  }
  child.unref();
  (child.stderr as Unrefable).unref();
  return { pid: child.pid, stop };
}

const pidFile = (dbPath: string) => `${dbPath}.pid`;

/** An engine whose owner was killed goes on, and two on one file are one too many. */
async function endLeftOver(dbPath: string): Promise<void> {
  const pid = readIfThere(pidFile(dbPath));
  // Another process may have the number by now.
  while (pid !== undefined && readIfThere(`/proc/${pid}/cmdline`)?.includes(dbPath)) {
    process.kill(Number(pid), 'SIGKILL');
    await setTimeout(10);
  }
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
