import { describe, expect, it } from '@jest/globals';
import { loadStage, readSettings, selectStages, STAGES } from '../../infra/config.ts';
import { InvalidStage } from '../../infra/settings.ts';
import { IDENTITY, MSK, MSK_SCRAM } from './templates.ts';

const nothing = () => undefined;
const from = (settings: Record<string, string>) => readSettings(nothing, settings);
const without = (settings: Record<string, string>, name: string) => ({ ...settings, [name]: '' });

describe('the stages', () => {
  it('are all built unless one is named', () => {
    expect(selectStages(undefined)).toEqual(STAGES);
    expect(selectStages('dev')).toEqual(['dev']);
  });

  it('are refused by a name that does not exist', () => {
    expect(() => selectStages('production')).toThrow('there is no stage "production", only local, dev, prod');
  });

  it('take a setting from the context before the environment, and an empty one as absent', () => {
    const settings = readSettings((name) => (name === 'A' ? 'context' : undefined), {
      A: 'environment',
      B: 'environment',
      C: '',
    });
    expect(['A', 'B', 'C', 'D'].map(settings)).toEqual(['context', 'environment', undefined, undefined]);
  });

  it('have a placeholder for a sender until somebody says who sends', () => {
    expect(loadStage('prod', nothing)).toMatchObject({ placeholderIdentity: true });
    expect(loadStage('local', nothing)).toMatchObject({ placeholderIdentity: false });
    expect(loadStage('prod', from(IDENTITY))).toMatchObject({
      placeholderIdentity: false,
      identity: IDENTITY,
    });
  });

  it('refuse half a sender and name what is missing', () => {
    const half = without(IDENTITY, 'LEGAL_FOOTER');
    expect(() => loadStage('prod', from(half))).toThrow(InvalidStage);
    expect(() => loadStage('prod', from(half))).toThrow(/^LEGAL_FOOTER missing beside SENDER_EMAIL/);
  });

  it.each(Object.keys(MSK))('refuse brokers without %s', (name) => {
    expect(() => loadStage('dev', from(without(MSK, name)))).toThrow(
      new RegExp(`^${name} missing beside MSK_`),
    );
  });

  it.each([
    [{ MAIL_MODE: 'everybody' }, 'MAIL_MODE must be one of live, allow-list, redirect'],
    [{ MAIL_MODE: 'allow-list' }, 'MAIL_ALLOW_LIST is required by MAIL_MODE=allow-list'],
    [{ MAIL_MODE: 'allow-list', MAIL_ALLOW_LIST: ' , ' }, 'MAIL_ALLOW_LIST is required'],
  ])('refuse to mail by %j', (settings, message) => {
    expect(() => loadStage('dev', from(settings))).toThrow(InvalidStage);
    expect(() => loadStage('dev', from(settings))).toThrow(message);
  });

  it('refuse a production that does not reach everybody', () => {
    const settings = from({ MAIL_MODE: 'redirect', MAIL_REDIRECT_TO: 'tests@praxis.example' });
    expect(() => loadStage('prod', settings)).toThrow('MAIL_MODE must be live in the stage prod');
    expect(loadStage('dev', settings)).toMatchObject({ mailRedirectTo: 'tests@praxis.example' });
  });

  it('take restored tables only together with the stream of their outbox', () => {
    expect(() => loadStage('prod', from({ RESTORED_TABLES: 'communication-prod-r1' }))).toThrow(
      /^RESTORED_OUTBOX_STREAM_ARN missing beside RESTORED_TABLES/,
    );
  });

  it('use brokers when they are given, but never on LocalStack', () => {
    expect(loadStage('prod', from(MSK)).msk).toEqual(MSK);
    expect(loadStage('prod', nothing).msk).toBeUndefined();
    expect(loadStage('prod', from({ ...MSK, ...MSK_SCRAM })).msk).toEqual({ ...MSK, scram: MSK_SCRAM });
    const { MSK_SCRAM_KEY_ARN: _key, ...half } = MSK_SCRAM;
    expect(() => loadStage('prod', from({ ...MSK, ...half }))).toThrow('MSK_SCRAM_KEY_ARN');
    expect(loadStage('local', from(MSK)).msk).toBeUndefined();
  });

  it('let somebody outside poll the topics where Lambda cannot, and nowhere else', () => {
    const outside = from({ TOPIC_POLLER: 'outside' });
    expect(loadStage('local', nothing)).toMatchObject({ topicPoller: 'event-source' });
    expect(loadStage('local', outside)).toMatchObject({ topicPoller: 'outside' });
    for (const stage of ['dev', 'prod'] as const)
      expect(() => loadStage(stage, outside)).toThrow('TOPIC_POLLER=outside is for the stage local');
    expect(() => loadStage('local', from({ TOPIC_POLLER: 'nobody' }))).toThrow(
      'TOPIC_POLLER must be one of event-source, outside',
    );
  });
});
