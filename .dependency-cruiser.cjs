/** The arrows of the architecture: every rule tells a person what to do instead. See docs/decisions/0002-layers.md. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(infra|functions|shared|templates|local|bench|test)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one idea or three: split or join them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    only(
      'domain-is-pure',
      '^shared/domain/',
      '^shared/domain/',
      'The domain decides; it imports only the domain. Put the effect behind a port of shared/domain/ports.ts.',
    ),
    only(
      'use-cases-see-domain',
      '^shared/use-cases/',
      '^shared/(domain|use-cases)/',
      'A use case speaks to ports. Adapters are handed in by functions/.',
    ),
    only(
      'contracts-see-domain',
      '^shared/contracts/',
      '^shared/(contracts|domain)/',
      'A contract maps what crosses a border to domain types, nothing else.',
    ),
    only(
      'store-is-an-adapter',
      '^shared/store/',
      '^shared/(store|domain|platform)/',
      'A store maps domain types to tables; it knows no use case and no other adapter.',
    ),
    only(
      'out-is-an-adapter',
      '^shared/out/',
      '^(shared/(out|domain|contracts|platform)|templates)/',
      'An outgoing adapter implements a port; it knows no use case and no table.',
    ),
    only(
      'http-is-a-border',
      '^shared/http/',
      '^shared/(http|contracts|domain|platform)/',
      'The HTTP layer reads requests and writes answers; what is done between is handed in by functions/.',
    ),
    only(
      'platform-is-the-ground',
      '^shared/platform/',
      '^shared/(platform|domain)/',
      'The platform knows nothing of this product but the ports that it implements.',
    ),
    only(
      'functions-wire',
      '^functions/',
      '^(functions/wiring|shared)/',
      'A function wires shared/ code; it never imports another function.',
    ),
    only(
      'infra-describes',
      '^infra/',
      '^(infra/|shared/(store/tables\\.ts|domain/metrics\\.ts|contracts/http/))',
      'The CDK app describes resources; table schemas, the names of metrics and the paths of the API are all that it takes from the service.',
    ),
    {
      name: 'sdk-at-the-edges',
      comment: 'AWS SDK and Kafka clients live in store/, out/, platform/ and the tools around the service.',
      severity: 'error',
      from: { path: '^(functions|shared/(domain|use-cases|contracts|http))/' },
      to: { path: 'node_modules/(@aws-sdk|@smithy|kafkajs)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-dev-dependency-in-lambdas',
      comment: 'What Lambdas load must be a dependency, not a devDependency.',
      severity: 'error',
      from: { path: '^(functions|shared)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
    {
      name: 'no-orphans',
      comment: 'Nobody imports this file: delete it or wire it.',
      severity: 'error',
      from: { orphan: true, path: '^shared/' },
      to: {},
    },
    {
      name: 'not-resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
