import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import * as v from 'valibot'
import { type ManifestOptions, VitePWA } from 'vite-plugin-pwa'
import { defineConfig } from 'vitest/config'

/** Colours of the paper and the accent in `src/client/ui/tokens.css`; a manifest cannot read them there. */
const PAPER = '#faf8f3'
const ACCENT = '#0d5c56'

/** What the build is called in operations, logs and on the tablet screen: `BUILD_ID`, or version and commit. */
function buildId(): string {
  const given = process.env['BUILD_ID']
  if (given !== undefined && given !== '') return given
  const { version } = v.parse(
    v.object({ version: v.string() }),
    JSON.parse(readFileSync('package.json', 'utf8')),
  )
  try {
    const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return `${version}+${commit.toString().trim()}`
  } catch {
    // Built from an archive, or git is not there: the version alone still names it.
    return version
  }
}

function icon(size: number, purpose: 'any' | 'maskable') {
  const name = purpose === 'any' ? 'icon' : 'icon-maskable'
  return { src: `/${name}-${size}.png`, sizes: `${size}x${size}`, type: 'image/png', purpose }
}

const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Branchline',
  short_name: 'Branchline',
  description: 'What libraries do each day, joined to the plan it serves. Works without signal.',
  lang: 'en-GB',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  theme_color: ACCENT,
  background_color: PAPER,
  categories: ['productivity', 'education'],
  icons: [icon(192, 'any'), icon(512, 'any'), icon(192, 'maskable'), icon(512, 'maskable')],
  shortcuts: [
    { name: 'Log a session', url: '/log', icons: [icon(192, 'any')] },
    { name: 'Today', url: '/', icons: [icon(192, 'any')] },
  ],
}

function pwa() {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/client/app/service-worker',
    filename: 'service-worker.ts',
    registerType: 'prompt',
    // `app/updates.ts` registers it, so that no script stands inline in the page.
    injectRegister: false,
    // The icons match the glob below already.
    includeManifestIcons: false,
    injectManifest: { globPatterns: ['**/*.{html,js,css,svg,png}'], rollupFormat: 'iife' },
    manifest,
  })
}

/** Libraries of the first screen change seldom: a file of their own is not fetched again with every build. */
const libraries =
  /node_modules\/(react|react-dom|scheduler|react-router|dexie|dexie-react-hooks|zustand|valibot|uuid|workbox-window|workbox-core)\//

/** Tests that need a PostgreSQL, which is started once for all of them. */
const DATABASE_TESTS = ['tests/contract/{record-store,postgres}*.test.ts']

/** Journeys in Firefox and WebKitGTK: only in a run of their own, `npm run test:engines`. */
const engines = {
  extends: true as const,
  test: {
    name: 'engines',
    environment: 'node' as const,
    include: ['tests/engines/**/*.test.ts', 'tests/browser/core-journeys.test.ts'],
    globalSetup: ['tests/support/browser-setup.ts', 'tests/engines/engines-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // One browser at a time: two would starve each other.
    fileParallelism: false,
  },
}

// `mode` is `test` under Vitest, or `engines`; both need no service worker.
export default defineConfig(({ mode }) => ({
  define: { __BUILD__: JSON.stringify(buildId()) },
  plugins: mode === 'test' || mode === 'engines' ? [react()] : [react(), pwa()],
  build: {
    target: 'es2023',
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'libraries', test: libraries }] } } },
  },
  server: { proxy: { '/api': 'http://localhost:8787' } },
  test: {
    projects: [
      ...(mode === 'engines' ? [engines] : []),
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/{domain,sync,contract}/**/*.test.ts'],
          exclude: DATABASE_TESTS,
          setupFiles: ['tests/support/quiet-console.ts'],
          // Servers in processes of their own are slow to begin on a busy machine.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'database',
          environment: 'node',
          include: DATABASE_TESTS,
          globalSetup: ['tests/support/postgres-setup.ts'],
          setupFiles: ['tests/support/quiet-console.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          // A journey without a screen says `@vitest-environment node` at its head.
          environment: 'jsdom',
          include: ['tests/journeys/**/*.test.{ts,tsx}'],
          // Dexie looks for the global one when it loads, and watches nothing without it.
          setupFiles: [
            'fake-indexeddb/auto',
            'tests/support/quiet-console.ts',
            'tests/support/screen-cleanup.ts',
          ],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'simulation',
          environment: 'node',
          include: ['tests/simulation/**/*.test.ts'],
          testTimeout: 600_000,
          // Each file has as many processes of its own as there are processors.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'architecture',
          environment: 'node',
          include: ['tests/architecture/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          environment: 'node',
          include: ['tests/browser/**/*.test.ts'],
          globalSetup: ['tests/support/browser-setup.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Each file has a browser and a server of its own; two at once would starve each other.
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
}))
