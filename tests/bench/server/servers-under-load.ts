import { join } from 'node:path'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import type { SqlEngine } from '#server/storage/sql/engine.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { createDatabase, type PostgresServer } from '#support/postgres-start.ts'
import { familyCpuSeconds, usageOf } from './process-usage.ts'
import { type Seeded, type Seeding, seedDatabase } from './seed-database.ts'

/** What the servers and their database have used until a moment; null where that cannot be read. */
export interface Sample {
  readonly atMs: number
  readonly operations: number
  readonly rssMb: number | null
  readonly serverCpuSeconds: number | null
  /** SQLite works inside the server's own process, so there is nothing beside it. */
  readonly databaseCpuSeconds: number | null
}

export interface Servers {
  readonly origins: readonly string[]
  readonly seeded: Seeded
  /** Opens the database beside the servers. */
  readonly openEngine: () => SqlEngine
  /** What a command line has to be told to work on the same database. */
  readonly environment: Readonly<Record<string, string>>
  sample(operations: number): Promise<Sample>
  stop(): Promise<void>
}

/** As it is without an app to serve: no tablet of a bench asks for one. */
const NO_CLIENT = 'no-client'

export interface Setup extends Seeding {
  /** Null for SQLite, which one app process serves. */
  readonly postgres: PostgresServer | null
  readonly processes: number
}

/** Fills a fresh database and starts app processes on it, each as it is run in earnest. */
export async function startServers(setup: Setup): Promise<Servers> {
  return setup.postgres === null ? onSqlite(setup) : onPostgres(setup.postgres, setup)
}

async function onSqlite(setup: Seeding): Promise<Servers> {
  const server = await ServerProcess.prepared(NO_CLIENT, { DATABASE_URL: '', LOG_LEVEL: 'info' })
  const openEngine = () => sqliteEngine(join(server.dataFolder, 'branchline.sqlite'))
  try {
    const seeded = await seedDatabase(openEngine(), setup)
    await server.start()
    return running([server], {
      seeded,
      openEngine,
      environment: { DATA_DIR: server.dataFolder },
      databaseCpu: async () => null,
      drop: async () => {},
    })
  } catch (error) {
    await server.dispose()
    throw error
  }
}

async function onPostgres(postgres: PostgresServer, setup: Setup): Promise<Servers> {
  const { url, drop } = await createDatabase(postgres.url)
  const openEngine = () => postgresEngine(url)
  const servers: ServerProcess[] = []
  try {
    const seeded = await seedDatabase(openEngine(), setup)
    for (let started = 0; started < setup.processes; started += 1) {
      const server = await ServerProcess.prepared(NO_CLIENT, { DATABASE_URL: url, LOG_LEVEL: 'info' })
      servers.push(server)
      await server.start()
    }
    return running(servers, {
      seeded,
      openEngine,
      environment: { DATABASE_URL: url },
      databaseCpu: () => familyCpuSeconds(postgres.pid),
      drop,
    })
  } catch (error) {
    await Promise.all(servers.map((server) => server.dispose()))
    await drop()
    throw error
  }
}

interface Around extends Pick<Servers, 'seeded' | 'openEngine' | 'environment'> {
  readonly databaseCpu: () => Promise<number | null>
  readonly drop: () => Promise<void>
}

function running(servers: readonly ServerProcess[], { databaseCpu, drop, ...around }: Around): Servers {
  const startedAt = performance.now()
  return {
    ...around,
    origins: servers.map(({ origin }) => origin),
    sample: async (operations) => {
      const usage = await usageOf(servers.flatMap(({ pid }) => pid ?? []))
      return {
        atMs: Math.round(performance.now() - startedAt),
        operations,
        rssMb: usage?.rssMb ?? null,
        serverCpuSeconds: usage?.cpuSeconds ?? null,
        databaseCpuSeconds: await databaseCpu(),
      }
    },
    stop: async () => {
      // In good order, so that a profile that was asked for is written.
      await Promise.all(servers.map((server) => server.stop()))
      await Promise.all(servers.map((server) => server.dispose()))
      await drop()
    },
  }
}
