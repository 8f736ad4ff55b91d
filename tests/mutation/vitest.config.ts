import { defineConfig } from 'vitest/config'

/** What mutants are tried against: the quick rules without a store, a server or a screen. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['tests/{domain,sync}/**/*.test.ts'],
    testTimeout: 20_000,
    // Rules keep nothing between tests, and a worker of its own for each file is most of what a mutant costs.
    isolate: false,
  },
})
