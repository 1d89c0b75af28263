import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createGateway } from '../../../local/http/gateway.ts';
import { startHttpServer, type HttpServer } from '../../../local/http/server.ts';
import { ROOT } from '../../../local/engine/functions.ts';
import type { Scope } from '../../../shared/contracts/http/operation.ts';
import { draftFor, garble } from '../../support/api-seed-outbox.ts';
import { seedParkedRecords } from '../../support/api-seed-parked-records.ts';
import { openApi } from '../../support/api.ts';
import { worldPerTest } from '../../support/world.ts';

const world = worldPerTest();
const OPERATOR: Scope[] = ['ops.read', 'ops.write'];
let server: HttpServer;
let environment: Record<string, string>;

beforeEach(async () => {
  const { tokenFor } = await openApi(world);
  const { template, invoke, clock } = world;
  const handle = createGateway({ routes: template.routes, invoke, now: clock.now });
  server = await startHttpServer({ port: 0, handle });
  environment = {
    COMMUNICATION_ADDRESS: server.address,
    COMMUNICATION_TOKEN: await tokenFor(OPERATOR, 'operator'),
  };
});
afterEach(() => server.stop(0));

/** Runs the command and waits for its end. */
async function ops(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, ['local/ops.ts', ...args], { cwd: ROOT, env, stdio: 'pipe' });
  const [out, err, ended] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status: (ended as [number])[0], out, err };
}
const json = async (...args: string[]) => JSON.parse((await ops(...args, '--json')).out) as unknown;

const POISON = 'matching-events-0-0000000000004711';
const GOOD = 'patient-events-0-0000000000004712';

describe('npm run ops -- parked', () => {
  beforeEach(() => seedParkedRecords(world));

  it('lists, shows, redrives and drops', async () => {
    const listed = await ops('parked', 'list');
    expect([listed.status, listed.out.split('\n')]).toEqual([
      0,
      [
        expect.stringMatching(`^\\S+Z {2}${POISON} {2}invalid_payload:match_id {2}\\d+ B$`),
        expect.stringMatching(`^\\S+Z {2}${GOOD} {2}unsupported_version {2}\\d+ B$`),
        '2 parked',
        '',
      ],
    ]);
    expect(await json('parked', 'list', '--topic', 'patient-events')).toMatchObject({
      items: [{ id: GOOD }],
    });
    expect((await ops('parked', 'show', POISON)).out).toContain('reason: invalid_payload:match_id\n');

    const redriven = await ops('parked', 'redrive', '--all');
    expect([redriven.status, redriven.out.split('\n')]).toEqual([
      1,
      [`${POISON}  409 Not understood yet; invalid_payload:match_id`, `${GOOD}  done`, '1 of 2 redriven', ''],
    ]);
    expect(await ops('parked', 'drop', POISON)).toMatchObject({ status: 0, out: `${POISON}  dropped\n` });
    expect(await json('parked', 'list')).toEqual({ items: [] });
  });

  it('says what it was refused', async () => {
    const { tokenFor } = await openApi(world);
    environment['COMMUNICATION_TOKEN'] = await tokenFor(['ops.read']);
    expect(await ops('parked', 'drop', POISON)).toMatchObject({ status: 1, out: '' });
    expect(await ops('parked', 'show', 'nothing')).toMatchObject({ status: 1, err: '404 Not found\n' });
  });
});

it('npm run ops -- outbox shows, releases and announces', async () => {
  world.therapist(1);
  const id = await draftFor(world, 1);
  await garble(world, id);
  const shown = await ops('outbox', 'show');
  expect([shown.status, shown.out]).toEqual([
    0,
    `?  email ${id} 1  unreadable\nblocked: email ${id} at 1, unreadable\n1 events wait\n`,
  ]);
  expect(await ops('outbox', 'release', 'email', id)).toMatchObject({
    status: 0,
    out: `email ${id}  replaced\n`,
  });
  const announced = { aggregate: { kind: 'email', id }, events: 1 };
  expect(await json('outbox', 'announce', 'email', id)).toEqual(announced);
  expect(await json('outbox', 'show')).toMatchObject({ owed: 2, blocked: [] });
  expect(await ops('outbox', 'release', 'therapist', '99')).toMatchObject({ status: 1 });
});

describe('npm run ops', () => {
  it.each([
    [[]],
    [['mails']],
    [['parked']],
    [['parked', 'redrive']],
    [['parked', 'redrive', POISON, '--all']],
    [['parked', 'show']],
    [['outbox', 'release', 'email']],
    [['outbox', 'announce', 'patient', '7']],
    [['failures', 'redrive']],
    [['failures', 'redrive', 'event-failures']],
    [['outbox', 'show', '--nothing']],
    [['outbox', 'show', '--address', 'nowhere']],
  ])('does not know what to do with %j', async (args) => {
    const { status, err, out } = await ops(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('npm run ops -- parked list');
  });

  it('needs a token, and a service that answers', async () => {
    await server.stop(0);
    const silent = await ops('outbox', 'show');
    expect(silent).toMatchObject({ status: 1, out: '' });
    expect(silent.err).toContain(`${server.address} does not answer`);
    environment['COMMUNICATION_TOKEN'] = '';
    expect(await ops('outbox', 'show')).toMatchObject({ status: 2 });
    expect(await ops('--help')).toMatchObject({ status: 0, err: '' });
  });
});
