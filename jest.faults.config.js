import base from './jest.config.js';

/** What crashes, races, fails and kills, and looks at what is left. Run by test/faults/main.ts. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/**/*.faults.ts'],
};
