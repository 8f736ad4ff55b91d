type Tool = 'tsc' | 'oxlint' | 'depcruise' | 'knip'

/** A violation put into a copy of the project, and the words by which a tool must find it. */
export interface Seed {
  /** A sentence that is true of the project. */
  readonly rule: string
  /** Texts by path; the tool must find fault with the first. */
  readonly files: Readonly<Record<string, string>>
  readonly tool: Tool
  /** The rule's name as the tool says it, or the compiler's message. */
  readonly found: string
}

const compiled: readonly Seed[] = [
  {
    rule: 'domain knows no network',
    files: { 'src/domain/seed-fetch.ts': `export const page = fetch('/')\n` },
    tool: 'tsc',
    found: `Cannot find name 'fetch'`,
  },
  {
    rule: 'domain knows no console',
    files: { 'src/domain/seed-console.ts': `console.log('hello')\n` },
    tool: 'tsc',
    found: `Cannot find name 'console'`,
  },
  {
    rule: 'domain knows no screen',
    files: { 'src/domain/seed-document.ts': `export const title = document.title\n` },
    tool: 'tsc',
    found: `Cannot find name 'document'`,
  },
]

const HIDDEN = 'branchline(no-hidden-clock)'
const PROPERTY = 'eslint(no-restricted-properties)'

const linted: readonly Seed[] = [
  {
    rule: 'domain never reads the clock by Date.now',
    files: { 'src/domain/seed-date-now.ts': `export const at = Date.now()\n` },
    tool: 'oxlint',
    found: PROPERTY,
  },
  {
    rule: 'domain never reads the clock by a Date without arguments',
    files: { 'src/domain/seed-new-date.ts': `export const at = new Date()\n` },
    tool: 'oxlint',
    found: HIDDEN,
  },
  {
    rule: 'sync never reads the clock by Date called as a function',
    files: { 'src/sync/seed-date-call.ts': `export const at = Date()\n` },
    tool: 'oxlint',
    found: HIDDEN,
  },
  {
    rule: 'sync takes no chances of its own',
    files: { 'src/sync/seed-random.ts': `export const delayMs = Math.random()\n` },
    tool: 'oxlint',
    found: PROPERTY,
  },
  {
    rule: 'sync makes no ids of its own',
    files: { 'src/sync/seed-uuid.ts': `export const id = crypto.randomUUID()\n` },
    tool: 'oxlint',
    found: PROPERTY,
  },
  {
    rule: 'nothing is of type any',
    files: { 'src/client/data/seed-any.ts': `export function read(row: any) {\n  return String(row)\n}\n` },
    tool: 'oxlint',
    found: 'typescript(no-explicit-any)',
  },
  {
    rule: 'nothing is declared present with an exclamation mark',
    files: { 'src/client/data/seed-bang.ts': `export const first = (list: string[]): string => list[0]!\n` },
    tool: 'oxlint',
    found: 'typescript(no-non-null-assertion)',
  },
  {
    rule: 'no promise is left floating',
    files: {
      'src/client/data/seed-floating.ts': `async function save(): Promise<void> {}\nexport function press() {\n  save()\n}\n`,
    },
    tool: 'oxlint',
    found: 'typescript(no-floating-promises)',
  },
  {
    rule: 'a promise is not handed to something that never waits for it',
    files: {
      'src/client/data/seed-misused.ts': `export function go(list: string[]) {\n  list.forEach(async () => Promise.resolve())\n}\n`,
    },
    tool: 'oxlint',
    found: 'typescript(no-misused-promises)',
  },
  {
    rule: 'a switch covers every case',
    files: {
      'src/domain/seed-switch.ts': `export function word(state: 'held' | 'cancelled') {\n  switch (state) {\n    case 'held':\n      return 'Held'\n  }\n  return ''\n}\n`,
    },
    tool: 'oxlint',
    found: 'typescript(switch-exhaustiveness-check)',
  },
  {
    rule: 'types are imported as types',
    files: {
      'src/domain/seed-type-import.ts': `import { Quarter } from './time/quarter.ts'\nexport const first: Quarter = 'Q1'\n`,
    },
    tool: 'oxlint',
    found: 'typescript(consistent-type-imports)',
  },
  {
    rule: 'nothing is exported as default',
    files: { 'src/client/data/seed-default.ts': `export default 1\n` },
    tool: 'oxlint',
    found: 'import(no-default-export)',
  },
  {
    rule: 'the product does not write to the console',
    files: { 'src/client/data/seed-console.ts': `export const say = () => console.log('saved')\n` },
    tool: 'oxlint',
    found: 'eslint(no-console)',
  },
  {
    rule: 'hooks are called in the same order every time',
    files: {
      'src/client/ui/seed-hooks.tsx': `import { useState } from 'react'\nexport function Odd(props: { on: boolean }) {\n  if (props.on) useState(0)\n  return null\n}\n`,
    },
    tool: 'oxlint',
    found: 'react-hooks(rules-of-hooks)',
  },
]

const cruised: readonly Seed[] = [
  {
    rule: 'domain imports only itself and valibot',
    files: {
      'src/domain/seed-layer.ts': `import type { Operation } from '#sync/operation.ts'\nexport type Seen = Operation\n`,
    },
    tool: 'depcruise',
    found: 'domain-stands-alone',
  },
  {
    rule: 'sync knows neither side',
    files: { 'src/sync/seed-layer.ts': `export { useConnection } from '#client/sync/connection-store.ts'\n` },
    tool: 'depcruise',
    found: 'sync-knows-domain-only',
  },
  {
    rule: 'widgets do not know the data',
    files: { 'src/client/ui/seed-data.ts': `export { FORMAT } from '#client/data/database.ts'\n` },
    tool: 'depcruise',
    found: 'ui-is-plain',
  },
  {
    rule: 'a feature does not import Dexie',
    files: { 'src/client/features/seed-dexie/seed.ts': `export { Dexie } from 'dexie'\n` },
    tool: 'depcruise',
    found: 'dexie-in-client-data',
  },
  {
    rule: 'a feature does not import another feature',
    files: {
      'src/client/features/seed-one/seed.ts': `export { two } from '#client/features/seed-two/seed.ts'\n`,
      'src/client/features/seed-two/seed.ts': `export const two = 2\n`,
    },
    tool: 'depcruise',
    found: 'features-stand-apart',
  },
  {
    rule: 'nobody imports the app but the app',
    files: { 'src/client/features/seed-app/seed.ts': `export { useUpdate } from '#client/app/updates.ts'\n` },
    tool: 'depcruise',
    found: 'app-is-imported-by-nobody',
  },
  {
    rule: 'the client does not import the server',
    files: {
      'src/client/app/seed-server.ts': `import type { RecordStore } from '#server/storage/record-store.ts'\nexport type Seen = RecordStore\n`,
    },
    tool: 'depcruise',
    found: 'client-and-server-apart',
  },
  {
    rule: 'the server does not import the client',
    files: { 'src/server/http/seed-client.ts': `export { FORMAT } from '#client/data/database.ts'\n` },
    tool: 'depcruise',
    found: 'client-and-server-apart',
  },
  {
    rule: 'a driver is imported in storage only',
    files: { 'src/server/http/seed-driver.ts': `export { default as Database } from 'better-sqlite3'\n` },
    tool: 'depcruise',
    found: 'drivers-in-server-storage',
  },
  {
    rule: 'an engine is named in main only',
    files: {
      'src/server/sync/seed-engine.ts': `export { held } from '../storage/seed-engine/store.ts'\n`,
      'src/server/storage/seed-engine/store.ts': `export const held = 1\n`,
    },
    tool: 'depcruise',
    found: 'engine-is-chosen-in-main',
  },
  {
    rule: 'the service worker library is used for the app alone',
    files: { 'src/client/data/seed-workbox.ts': `export { Workbox } from 'workbox-window'\n` },
    tool: 'depcruise',
    found: 'workbox-in-its-place',
  },
  {
    rule: 'widgets do not know the router',
    files: { 'src/client/ui/seed-router.ts': `export { Link } from 'react-router'\n` },
    tool: 'depcruise',
    found: 'router-in-app-and-features',
  },
  {
    rule: 'the product does not import its tests',
    files: { 'src/server/http/seed-tests.ts': `import '../../../tests/support/quiet-console.ts'\n` },
    tool: 'depcruise',
    found: 'product-never-imports-tests',
  },
  {
    rule: 'the product does not import what is installed for development only',
    files: { 'src/server/http/seed-dev.ts': `export { chromium } from 'playwright-core'\n` },
    tool: 'depcruise',
    found: 'no-dev-dependency-in-product',
  },
  {
    rule: 'types do not import one another in a circle',
    files: {
      'src/domain/seed-ring-a.ts': `import type { B } from './seed-ring-b.ts'\nexport type A = B | 1\n`,
      'src/domain/seed-ring-b.ts': `import type { A } from './seed-ring-a.ts'\nexport type B = A | 2\n`,
    },
    tool: 'depcruise',
    found: 'no-cycle',
  },
  {
    rule: 'no file lies about unconnected',
    files: { 'src/client/ui/seed-orphan.ts': `export const alone = 1\n` },
    tool: 'depcruise',
    found: 'no-orphan',
  },
  {
    rule: 'every import leads somewhere',
    files: { 'src/domain/seed-lost.ts': `export { gone } from './seed-nowhere.ts'\n` },
    tool: 'depcruise',
    found: 'imports-resolve',
  },
]

const counted: readonly Seed[] = [
  {
    rule: 'an export that nobody imports is found',
    files: {
      'src/domain/seed-exports.ts': `export const used = 1\nexport const seedUnused = 2\n`,
      'tests/domain/seed.test.ts': `import { used } from '#domain/seed-exports.ts'\nimport { test } from 'vitest'\ntest('seed', () => void used)\n`,
    },
    tool: 'knip',
    found: 'exports seedUnused',
  },
  {
    rule: 'a file that nobody imports is found',
    files: {
      'src/domain/seed-unused.ts': `import { QUARTERS } from './time/quarter.ts'\nexport const count = QUARTERS.length\n`,
    },
    tool: 'knip',
    found: 'files',
  },
]

export const seeds: readonly Seed[] = [...compiled, ...linted, ...cruised, ...counted]
