/** Suites are ESM TypeScript; types are stripped by swc and checked by `npm run typecheck`. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript' },
          experimental: { keepImportAttributes: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/out'],
  setupFiles: ['<rootDir>/test/support/native-errors.ts', '<rootDir>/test/support/repeatable.ts'],
  testTimeout: 120_000,
  // Most suites wait for their own engine: every core is put to use.
  maxWorkers: '100%',
  // What suites leave behind makes the next ones of a worker slow: a new one costs less.
  workerIdleMemoryLimit: '600MB',
};
