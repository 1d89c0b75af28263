import base from './jest.config.js';

/** What runs on a LocalStack, beside a Kafka of its own: deployed once, and emptied for each suite. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/stack/**/*.stack.ts'],
  globalSetup: '<rootDir>/test/stack/setup.ts',
  globalTeardown: '<rootDir>/test/stack/teardown.ts',
  testTimeout: 300_000,
  maxWorkers: 1,
  verbose: true,
};
