/**
 * Every store the server can run on, for the one contract they all keep.
 *
 *     onEveryStore(({ installed }) => {
 *       test('…', async () => {
 *         const store = await installed()     // of a service of its own, closed when the test ends
 *       })
 *     })
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogEvent } from 'kysely'
import { beforeAll, describe, onTestFinished } from 'vitest'
import { openMemoryStore } from '#server/storage/memory/memory-store.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import type { SqlEngine } from '#server/storage/sql/engine.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { anInstallation } from './kept-records.ts'
import { postgresDatabase } from './postgres.ts'

type OpenStore = (serviceId: string, onStatement?: (event: LogEvent) => void) => Promise<RecordStore>
type AtEnd = (end: () => Promise<void>) => void

/** Makes the database that the stores of one file share, and tells how to open one in it. */
type PrepareStores = (atEnd: AtEnd) => Promise<OpenStore>

function openIn(engine: () => SqlEngine): OpenStore {
  return (serviceId, onStatement) =>
    openSqlStore({
      engine: engine(),
      serviceId,
      ...(onStatement === undefined ? {} : { onStatement }),
    })
}

const sqliteFile: PrepareStores = async (atEnd) => {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  return openIn(() => sqliteEngine(join(folder, 'branchline.sqlite')))
}

const postgres: PrepareStores = async (atEnd) => {
  const url = await postgresDatabase(atEnd)
  return openIn(() => postgresEngine(url))
}

/** Databases that several stores can be open on at once. */
export const sharedDatabases: Readonly<Record<string, PrepareStores>> = {
  'SQLite in a file': sqliteFile,
  PostgreSQL: postgres,
}

const everyStore: Readonly<Record<string, PrepareStores>> = {
  memory: async () => async (serviceId) => openMemoryStore(serviceId),
  'SQLite in memory': async () => openIn(() => sqliteEngine(':memory:')),
  ...sharedDatabases,
}

export interface StoresUnderTest {
  /** Opens a store that is closed when the test ends. */
  open: OpenStore
  /** The same of a service that is installed. */
  installed(onStatement?: (event: LogEvent) => void): Promise<RecordStore>
}

export function onEachOf(
  stores: Readonly<Record<string, PrepareStores>>,
  tests: (stores: StoresUnderTest) => void,
): void {
  describe.each(Object.entries(stores))('%s', (_name, prepare) => {
    const prepared: { open: OpenStore | null } = { open: null }
    beforeAll(async () => {
      const ends: (() => Promise<void>)[] = []
      prepared.open = await prepare((end) => ends.push(end))
      return async () => {
        for (const end of ends) await end()
      }
    })
    const open: OpenStore = async (serviceId, onStatement) => {
      if (prepared.open === null) throw new Error('Stores are opened inside tests')
      const store = await prepared.open(serviceId, onStatement)
      onTestFinished(() => store.close())
      return store
    }
    tests({
      open,
      installed: async (onStatement) => {
        const serviceId = `service-${randomUUID()}`
        const store = await open(serviceId, onStatement)
        await store.install(anInstallation(serviceId))
        return store
      },
    })
  })
}

export function onEveryStore(tests: (stores: StoresUnderTest) => void): void {
  onEachOf(everyStore, tests)
}
