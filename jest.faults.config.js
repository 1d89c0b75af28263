import base from './jest.config.js';

/** What kills the service and looks at what is left. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/faults/**/*.faults.ts'],
  verbose: true,
};
