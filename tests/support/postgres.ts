/**
 * Databases on the test run's own PostgreSQL (postgres-setup.ts starts it). For tests of the project
 * `database`: tests/contract/record-store*.test.ts and tests/contract/postgres*.test.ts.
 *
 *     const url = await postgresDatabase(onTestFinished)   // an empty database, gone after the test
 *     const engine = postgresEngine(url)
 */
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

/** Makes an empty database. @param atEnd what runs its argument when the database is no longer needed: `afterAll` or `onTestFinished` */
export async function postgresDatabase(atEnd: (drop: () => Promise<void>) => void): Promise<string> {
  const server = inject('postgresUrl')
  const name = `branchline_${randomBytes(6).toString('hex')}`
  await asOwner(server, `create database ${name}`)
  atEnd(() => asOwner(server, `drop database ${name} with (force)`))
  return `${server}/${name}`
}

async function asOwner(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: `${server}/postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
