import base from './jest.config.js';

/** What runs on a LocalStack: deployed once, walked through once. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/stack/**/*.stack.ts'],
  globalSetup: '<rootDir>/test/stack/require-localstack.ts',
  testTimeout: 300_000,
  maxWorkers: 1,
  verbose: true,
};
