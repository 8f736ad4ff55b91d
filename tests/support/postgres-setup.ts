import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-start.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The test run's own PostgreSQL server, as its owner, without a database at the end. */
    readonly postgresUrl: string
  }
}

/** Before any database test: starts a PostgreSQL of its own, which is gone afterwards. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return server.stop
}
