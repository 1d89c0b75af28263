import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '../..');
const LIBS = join(ROOT, '.local', 'kafka', 'libs-4.1.0');
const START_MS = 60_000;

/** A real Apache Kafka of one node, with its data in a temporary folder. */
export interface Broker {
  /** `127.0.0.1:<port>` */
  readonly address: string;
  createTopics(partitions: Record<string, number>): Promise<void>;
  /** Kill -9. */
  kill(): Promise<void>;
  /** Stops it where it stands: connections stay open, and nothing answers. */
  freeze(): void;
  /** Lets a frozen broker go on. */
  thaw(): void;
  /** Starts it again with its data, on its port. */
  start(): Promise<void>;
  /** Ends it for good and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a broker on free ports. Java 17 and Maven have to be there; Maven fetches Kafka once.
 *
 * @throws Error that says what is missing
 */
export async function startBroker(): Promise<Broker> {
  await fetchKafka();
  const folder = await mkdtemp(join(tmpdir(), 'kafka-'));
  const [port, controllerPort] = [await freePort(), await freePort()];
  const properties = join(folder, 'server.properties');
  await writeFile(properties, configuration({ folder, port, controllerPort }));
  const { stdout } = await java(['kafka.tools.StorageTool', 'random-uuid']);
  await java(['kafka.tools.StorageTool', 'format', '-t', stdout.trim(), '-c', properties]);
  const address = `127.0.0.1:${port}`;
  const admin = new Kafka({ brokers: [address], logLevel: logLevel.NOTHING, retry: { retries: 1 } }).admin();
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const args = ['-Xmx512m', '-cp', `${LIBS}/*`, 'kafka.Kafka', properties];
    child = spawn('java', args, { stdio: 'ignore' });
    for (const deadline = performance.now() + START_MS; performance.now() < deadline; await setTimeout(100)) {
      if (child.exitCode !== null) throw new Error(`Kafka ended with ${child.exitCode}`);
      if (await answers()) return;
    }
    throw new Error(`Kafka does not answer within ${START_MS / 1000} s`);
  }

  async function answers(): Promise<boolean> {
    try {
      await admin.connect();
      await admin.describeCluster();
      return true;
    } catch {
      return false;
    }
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  await start();
  return {
    address,
    async createTopics(partitions) {
      const topics = Object.entries(partitions).map(([topic, numPartitions]) => ({ topic, numPartitions }));
      await admin.createTopics({ topics, waitForLeaders: true });
    },
    kill,
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    start,
    async stop() {
      await admin.disconnect();
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Whoever comes second finds a whole folder. */
async function fetchKafka(): Promise<void> {
  if (existsSync(LIBS)) return;
  const unfinished = `${LIBS}-${process.pid}`;
  const pom = join(import.meta.dirname, 'pom.xml');
  const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`];
  await run('mvn', ['-q', '-B', '-f', pom, ...goal]).catch((cause: unknown) => {
    throw new Error('Kafka cannot be fetched: Maven and Java 17 have to be on the PATH', { cause });
  });
  await rename(unfinished, LIBS);
}

function java(args: string[]): Promise<{ stdout: string }> {
  return run('java', ['-cp', `${LIBS}/*`, ...args]);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

function configuration(at: { folder: string; port: number; controllerPort: number }): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${at.controllerPort}
listeners=PLAINTEXT://127.0.0.1:${at.port},CONTROLLER://127.0.0.1:${at.controllerPort}
controller.listener.names=CONTROLLER
log.dirs=${join(at.folder, 'data')}
offsets.topic.replication.factor=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=300
log.flush.interval.messages=1
`;
}
