/**
 * Databases on the test run's own PostgreSQL (postgres-setup.ts starts it). For tests of the project
 * `database`: tests/contract/record-store*.test.ts and tests/contract/postgres*.test.ts.
 *
 *     const url = await postgresDatabase(onTestFinished)   // an empty database, gone after the test
 *     const engine = postgresEngine(url)
 */
import { inject } from 'vitest'
import { createDatabase } from './postgres-start.ts'

/** Makes an empty database. @param atEnd what runs its argument when the database is no longer needed: `afterAll` or `onTestFinished` */
export async function postgresDatabase(atEnd: (drop: () => Promise<void>) => void): Promise<string> {
  const { url, drop } = await createDatabase(inject('postgresUrl'))
  atEnd(drop)
  return url
}
