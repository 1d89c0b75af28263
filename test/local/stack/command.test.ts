import { execFile } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const NOBODY_THERE = 'http://127.0.0.1:1';

/** Runs the command where no LocalStack is. */
function stack(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  const env = { ...process.env, AWS_ENDPOINT_URL: NOBODY_THERE };
  return new Promise((resolve) => {
    execFile(process.execPath, ['local/stack.ts', ...args], { env }, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

describe('npm run stack', () => {
  it('explains itself', async () => {
    const { status, stdout } = await stack('--help');
    expect(status).toBe(0);
    for (const command of ['--fresh', '--watch', 'clock', 'run NAME', 'mails'])
      expect(stdout).toContain(command);
  });

  it.each([[], ['clock', '+7d']])(
    'ends with 1 and a hint where no LocalStack is: %j %j',
    async (...args: string[]) => {
      const { status, stderr } = await stack(...args);
      expect(status).toBe(1);
      expect(stderr).toContain(`no LocalStack answers at ${NOBODY_THERE}`);
      expect(stderr).not.toContain('    at ');
    },
  );

  it.each([['nonsense'], ['clock', '7d'], ['--what'], ['mails', '--watch'], ['clock', '--fresh']])(
    'ends with 2 when it does not understand %j %j',
    async (...args: string[]) => {
      const { status, stderr } = await stack(...args);
      expect(status).toBe(2);
      expect(stderr).toContain('npm run stack -- clock');
    },
  );
});
