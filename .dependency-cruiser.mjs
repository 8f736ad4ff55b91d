// Who may import whom. The table in words is in docs/architecture; each comment says what to do instead.

/** A package, however deep inside node_modules npm has put it. */
const npm = (names) => `node_modules/(${names})/`
const valibot = npm('valibot')

/** A layer and everything it may import; whatever is not named it may not. */
function layer(name, from, may, comment, except = undefined) {
  return {
    name,
    comment,
    severity: 'error',
    from: except === undefined ? { path: from } : { path: from, pathNot: except },
    to: { pathNot: may },
  }
}

const layers = [
  layer(
    'domain-stands-alone',
    '^src/domain/',
    ['^src/domain/', valibot],
    'domain is true without a computer: take what you need (a moment, an id, a record) as an argument.',
  ),
  layer(
    'sync-knows-domain-only',
    '^src/sync/',
    ['^src/(domain|sync)/', valibot],
    'sync is the agreement of both sides: put what only one side needs into client/sync or server/sync.',
  ),
  layer(
    'ui-is-plain',
    '^src/client/ui/',
    [
      '^src/client/ui/',
      npm(
        'react|react-dom|papaparse|@types/papaparse|react-aria-components|@internationalized/date|d3-scale|d3-shape|d3-array',
      ),
    ],
    'a widget shows what it is given: read data in the feature and pass it in as props.',
  ),
  layer(
    'data-knows-the-agreement',
    '^src/client/data/',
    ['^src/(domain|sync|client/data)/', valibot, npm('dexie|dexie-react-hooks|react|uuid')],
    'client/data is the disk: screens belong into features, the network into client/sync.',
  ),
  layer(
    'client-sync-moves-data',
    '^src/client/sync/',
    ['^src/(domain|sync)/', '^src/client/(data|sync)/', valibot, npm('zustand')],
    'client/sync moves what client/data holds: ask client/data for a function that reads or writes it.',
  ),
  layer(
    'features-stand-on-layers',
    '^src/client/features/',
    [
      '^src/(domain|sync)/',
      '^src/client/(data|sync|ui|features)/',
      valibot,
      npm(
        'react|react-dom|react-router|react-aria-components|@internationalized/date|d3-scale|d3-shape|d3-array',
      ),
    ],
    'a feature reads through client/data and shows through client/ui.',
  ),
  layer(
    'app-composes-the-client',
    '^src/client/app/',
    ['^src/(domain|sync|client)/', valibot, npm('react|react-dom|react-router|zustand|workbox-[a-z]+')],
    'client/app composes the client; the server is reached over HTTP, the disk through client/data.',
  ),
  layer(
    'storage-keeps-records',
    '^src/server/storage/',
    [
      '^src/(domain|sync|server/storage)/',
      valibot,
      npm('better-sqlite3|@types/better-sqlite3|kysely|pg|canonicalize'),
      '^node:',
      '^(fs|path|crypto)(/|$)',
    ],
    'storage keeps what it is given: judge it in server/sync, parse it in server/http.',
  ),
  {
    name: 'engine-is-chosen-in-main',
    comment:
      'depend on storage/record-store.ts and take the store as an argument: only main.ts names an engine.',
    severity: 'error',
    from: { path: '^src/server/', pathNot: ['^src/server/storage/', '^src/server/(main|start|cli)\\.ts$'] },
    to: { path: '^src/server/storage/', pathNot: '^src/server/storage/record-store\\.ts$' },
  },
]

const rules = [
  {
    name: 'features-stand-apart',
    comment:
      'features never import one another: move what both need down, to client/data, client/ui or domain.',
    severity: 'error',
    from: { path: '^src/client/features/([^/]+)/' },
    to: { path: '^src/client/features/', pathNot: '^src/client/features/$1/' },
  },
  {
    name: 'app-is-imported-by-nobody',
    comment:
      'client/app composes: pass what you need from there down as props, or put it into a lower layer.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/client/app/' },
    to: { path: '^src/client/app/' },
  },
  {
    name: 'client-and-server-apart',
    comment: 'client and server meet in src/sync and over HTTP only: put what both need into sync or domain.',
    severity: 'error',
    from: { path: '^src/(client|server)/' },
    to: { path: '^src/(client|server)/', pathNot: '^src/$1/' },
  },
  {
    name: 'dexie-in-client-data',
    comment: 'only client/data knows how the tablet stores things: add a function or a hook there.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/client/data/' },
    to: { path: npm('dexie|dexie-react-hooks|fake-indexeddb') },
  },
  {
    name: 'drivers-in-server-storage',
    comment: 'only server/storage talks to a database: add a method to record-store.ts.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/server/storage/' },
    to: { path: npm('better-sqlite3|kysely|pg') },
  },
  {
    name: 'workbox-in-its-place',
    comment:
      'the service worker keeps the app and nothing else: data goes through client/data and client/sync.',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/client/app/service-worker/', '^src/client/app/updates\\.ts$'] },
    to: { path: npm('workbox-[a-z]+') },
  },
  {
    name: 'router-in-app-and-features',
    comment: 'where-am-I belongs to app and features: pass links and handlers down to ui as props.',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/client/(app|features)/' },
    to: { path: npm('react-router') },
  },
  {
    name: 'product-never-imports-tests',
    comment: 'move what the product needs into src.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^tests/' },
  },
  {
    name: 'no-dev-dependency-in-product',
    comment: 'what runs in the product belongs under "dependencies" in package.json.',
    severity: 'error',
    from: { path: '^src/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'no-cycle',
    comment: 'move what both sides need into a file of its own; a cycle of types counts too.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphan',
    comment: 'nothing imports this file and it imports nothing: use it or delete it.',
    severity: 'error',
    from: {
      orphan: true,
      pathNot: [
        '\\.d\\.ts$',
        '^src/server/check-node\\.mjs$',
        '^tests/(fixtures|architecture/lint-rules\\.ts)',
      ],
    },
    to: {},
  },
  {
    name: 'imports-resolve',
    comment: 'write the path with its extension, or add the package to package.json.',
    severity: 'error',
    from: {},
    to: { couldNotResolve: true },
  },
]

export default {
  forbidden: [...layers, ...rules],
  options: {
    // Types are dependencies like any other.
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules'] },
    // The engines of the bench stand in a package of their own, which `npm ci` does not install.
    exclude: { path: '^(dist|data|\\.cache|tests/bench/peers)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css', '.d.ts'],
    },
  },
}
