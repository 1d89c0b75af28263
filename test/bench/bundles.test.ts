import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { bundle } from '../../bench/bundle.ts';
import { contents } from '../../bench/bundles.ts';
import { createRenderer } from '../../shared/out/liquid-renderer.ts';
import { EMAIL_ID, emailContent, linksOf, setting } from '../support/email-content.ts';

describe('what must not be in a bundle', () => {
  const countsOf = (name: string, sources: string[]) => contents(name, { sources }).map(({ value }) => value);

  it('is counted, but for what the function needs', () => {
    const sources = [
      'functions/api/emails.ts',
      'node_modules/aws-cdk-lib/index.js',
      'infra/config.ts',
      'node_modules/kafkajs/index.js',
      'node_modules/liquidjs/dist/liquid.node.mjs',
    ];
    expect(countsOf('emails', sources)).toEqual([2, 1, 1]);
    expect(countsOf('outbox-relay', sources)).toEqual([2, 1]);
    expect(contents('emails', { sources: [] }).every(({ ok }) => ok)).toBe(true);
  });

  it('is not in those of the API', async () => {
    for (const name of ['emails', 'phone-calls', 'work-items', 'caller-lines', 'switches', 'therapists']) {
      await using made = await bundle(`functions/api/${name}.ts`);
      expect(made.sources).toContain(`functions/api/${name}.ts`);
      expect(contents(name, made).filter(({ ok }) => !ok)).toEqual([]);
    }
  });
});

describe('the bundled renderer', () => {
  it('writes what the one from source writes, without a file system of its own', async () => {
    await using made = await bundle('shared/out/liquid-renderer.ts');
    const content = emailContent({});
    const script = `
      const { createRenderer } = await import(${JSON.stringify(made.path)});
      const linksOf = () => (${JSON.stringify(linksOf(EMAIL_ID))});
      const renderer = createRenderer({ ...${JSON.stringify(setting)}, linksOf });
      console.log(JSON.stringify(await renderer.render(${JSON.stringify(content)})));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
    expect(JSON.parse(stdout)).toEqual(await createRenderer(setting).render(content));
  });
});
