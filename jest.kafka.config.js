import base from './jest.config.js';

/** What needs a real Apache Kafka: each suite starts its own, with Java 17 and Maven. */
export default {
  ...base,
  testMatch: ['<rootDir>/test/kafka/**/*.kafka.ts'],
  testTimeout: 120_000,
  maxWorkers: 1,
};
