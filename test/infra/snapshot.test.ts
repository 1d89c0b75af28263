import { describe, expect, it } from '@jest/globals';
import type { Template } from 'aws-cdk-lib/assertions';
import { STAGES } from '../../infra/config.ts';
import { MSK, synthesizeStage } from './templates.ts';

/** Bundles change with every line of code; the templates are what this test watches. */
function withoutHashes(template: Template): unknown {
  return JSON.parse(JSON.stringify(template.toJSON()).replaceAll(/[0-9a-f]{64}\.zip/g, 'bundle.zip'));
}

describe('templates', () => {
  it.each(STAGES)('of %s are as reviewed', (stage) => {
    const { stateful, stateless, operations } = synthesizeStage(stage);
    expect(withoutHashes(stateful)).toMatchSnapshot('stateful');
    expect(withoutHashes(stateless)).toMatchSnapshot('stateless');
    if (operations) expect(withoutHashes(operations)).toMatchSnapshot('operations');
  });

  it('of prod with brokers are as reviewed', () => {
    expect(withoutHashes(synthesizeStage('prod', MSK).stateless)).toMatchSnapshot('stateless with brokers');
  });
});
