import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { enrol } from '#client/sync/enrol.ts'
import { mintCode } from '#server/identity/enrolment.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { ServerProcess } from '#support/browser-server.ts'
import { realDevice } from '#support/real-device.ts'
import type { Findings } from './findings.ts'
import { TabletAtWork } from './tablet-at-work.ts'
import { Work } from './work.ts'

/** Two share a site, and one records for both. */
const TABLETS = [
  { site: 'site/wychwood', scopes: ['site/wychwood'] },
  { site: 'site/wychwood', scopes: ['site/wychwood'] },
  { site: 'site/witney', scopes: ['site/witney'] },
  { site: 'county', scopes: ['site/wychwood', 'site/witney'] },
] as const

export interface ServerWorld {
  readonly server: ServerProcess
  readonly tablets: readonly TabletAtWork[]
  readonly work: Work
  /** Requests that the server did not live to answer. */
  readonly cutOff: () => number
  look<Result>(read: (store: RecordStore) => Promise<Result>): Promise<Result>
  close(): Promise<void>
}

/** Reads the database beside its server, and leaves no connection open that would spare it its recovery. */
export async function lookInto<Result>(
  { dataFolder }: ServerProcess,
  databaseUrl: string | undefined,
  read: (store: RecordStore) => Promise<Result>,
): Promise<Result> {
  const path = join(dataFolder, 'branchline.sqlite')
  const engine = databaseUrl === undefined ? sqliteEngine(path) : postgresEngine(databaseUrl)
  const store = await openSqlStore({ engine, serviceId: 'oxfordshire' })
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}

/** Whether nobody listened, so that nothing was under way. */
function isRefused(error: unknown): boolean {
  const { cause } = error instanceof Error ? error : {}
  const causes: readonly unknown[] = cause instanceof AggregateError ? cause.errors : [cause]
  return causes.every((one) => one instanceof Error && 'code' in one && one.code === 'ECONNREFUSED')
}

/** A server in a process of its own with tablets that are enrolled and not at work yet. */
export async function openWorld(options: {
  /** A PostgreSQL with nothing in it, in place of SQLite. */
  readonly databaseUrl: string | undefined
  readonly random: () => number
  readonly findings: Findings
}): Promise<ServerWorld> {
  const { databaseUrl, random, findings } = options
  const server = await ServerProcess.prepared('dist', {
    LOG_LEVEL: 'error',
    DATABASE_URL: databaseUrl ?? '',
  })
  const look: ServerWorld['look'] = (read) => lookInto(server, databaseUrl, read)
  await server.start()
  const work = new Work()
  const shared: string[] = []
  const tablets: TabletAtWork[] = []
  const requests = { cutOff: 0 }
  for (const [index, { site, scopes }] of TABLETS.entries()) {
    const code = await look((store) =>
      mintCode({ store, clock: () => Date.now(), newId: () => randomUUID(), randomBytes }, null),
    )
    const device = realDevice(server.origin)
    const countingFetch: typeof fetch = async (input, init) => {
      try {
        return await device.fetch(input, init)
      } catch (error) {
        if (!isRefused(error)) requests.cutOff += 1
        throw error
      }
    }
    const result = await enrol(
      { ...device, random, fetch: countingFetch },
      { code, site, name: `Asha ${index}` },
    )
    if (!result.ok) throw new Error(result.code)
    const atWork = { tablet: result.tablet, scopes, door: `door-${index}` }
    tablets.push(new TabletAtWork(atWork, { work, shared, findings, random }))
  }
  return {
    server,
    tablets,
    work,
    cutOff: () => requests.cutOff,
    look,
    close: async () => {
      await Promise.all(tablets.map((tablet) => tablet.stop()))
      for (const { tablet } of tablets) tablet.db.close()
      await server.dispose()
    },
  }
}
