/** How the code of a function becomes one file, for the CDK and for whoever measures it. */
export const BUNDLE = {
  target: 'node24',
  /** Packages that are still CommonJS call `require`, which an ESM bundle does not have. */
  banner:
    "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
  /** Templates are given to Liquid as texts: a build of it that cannot read files cannot be made to. */
  alias: { liquidjs: 'liquidjs/dist/liquid.browser.mjs' },
} as const;
