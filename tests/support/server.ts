/**
 * A real server in the test's own process, on a database in memory, with no port.
 *
 *     const server = await startServer()                       // small reference data: Abingdon and Wychwood
 *     const server = await startServer({ reference: await readReference() })   // the real ones
 *     const fetch = serverFetch(server)                        // typeof fetch; give it to a Device
 *     const code = await server.mintCode('site/abingdon')      // or mintCode() to choose freely
 *     server.clock.advance(60_000)
 *     server.log.text()                                        // everything the server logged
 *     await server.close()
 *
 * Faults for journeys: `server.down = true` makes `serverFetch` reject as with no signal;
 * `server.losesReplies = true` lets requests through and loses what comes back.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import type { Hono } from 'hono'
import type { LogEvent } from 'kysely'
import { pino } from 'pino'
import { createCountyFigures } from '#server/figures/county-figures.ts'
import { createApp } from '#server/http/create-app.ts'
import type { AppEnv } from '#server/http/deps.ts'
import { syncLog } from '#server/http/sync-log.ts'
import { createWorkLimit } from '#server/http/work-limit.ts'
import { mintCode } from '#server/identity/enrolment.ts'
import { createRateLimit } from '#server/identity/rate-limit.ts'
import type { PublicFile } from '#server/reference/public-files.ts'
import type { Reference } from '#server/reference/read-reference.ts'
import type { DumpRow, RecordStore } from '#server/storage/record-store.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { prepareService } from '#server/sync/bring-in-reference.ts'
import { judgeLeftOvers } from '#server/sync/judge-left-overs.ts'
import { createNotices } from '#server/sync/notices.ts'
import { smallReference } from './server-reference.ts'

export const TEST_ORIGIN = 'http://localhost:8787'
/** Tue 14 Oct 2025, 10:00 UTC. */
const START_MS = Date.UTC(2025, 9, 14, 10)

export interface TestClock {
  now(): number
  advance(ms: number): void
}

export interface TestServer {
  readonly app: Hono<AppEnv>
  readonly store: RecordStore
  readonly clock: TestClock
  readonly log: { text(): string }
  /** No signal: `serverFetch` rejects and nothing reaches the server. */
  down: boolean
  /** What the server does is done, and the reply is lost on the way back. */
  losesReplies: boolean
  /** The same for one address alone. */
  losesRepliesTo: string | null
  mintCode(siteId?: string): Promise<string>
  close(): Promise<void>
}

export interface StartServerOptions {
  readonly reference?: Reference
  /** Public reference data it hands out; none unless said otherwise. */
  readonly publicFiles?: readonly PublicFile[]
  /** Defaults to a database in memory. */
  readonly databasePath?: string
  /** Opens another store instead, such as one on PostgreSQL. */
  readonly openStore?: (serviceId: string) => Promise<RecordStore>
  readonly clientFolder?: string
  readonly publicOrigin?: string
  /** Starts from what `dumpOf` another server gave, under a new epoch, as a restored one does. */
  readonly restoredFrom?: ServerDump
  /** Puts something between the server and its store, to let it fail. */
  readonly wrapStore?: (store: RecordStore) => RecordStore
  readonly onStatement?: (event: LogEvent) => void
  /** Sync requests at work at once; many unless said otherwise. */
  readonly maxAtWork?: number
  /** Takes each line of the log, which then is not kept for `log.text()`. */
  readonly onLogLine?: (line: string) => void
}

/** A backup in memory. */
export type ServerDump = readonly { readonly table: string; readonly rows: readonly DumpRow[] }[]

export async function dumpOf({ store }: Pick<TestServer, 'store'>): Promise<ServerDump> {
  const parts: { table: string; rows: readonly DumpRow[] }[] = []
  await store.dump(async (table, rows) => void parts.push({ table, rows }))
  return parts
}

async function* tablesOf(dump: ServerDump) {
  yield* dump
}

export function testClock(): TestClock {
  let now = START_MS
  return {
    now: () => now,
    advance: (ms) => {
      now += ms
    },
  }
}

function openStore(serviceId: string, options: StartServerOptions): Promise<RecordStore> {
  if (options.openStore !== undefined) return options.openStore(serviceId)
  return openSqlStore({
    engine: sqliteEngine(options.databasePath ?? ':memory:'),
    serviceId,
    ...(options.onStatement === undefined ? {} : { onStatement: options.onStatement }),
  })
}

export async function startServer(options: StartServerOptions = {}): Promise<TestServer> {
  const clock = testClock()
  const reference = options.reference ?? smallReference()
  const opened = await openStore(reference.service.id, options)
  const store = options.wrapStore?.(opened) ?? opened
  const deps = { store, clock: clock.now, newId: () => randomUUID(), randomBytes }
  const { restoredFrom } = options
  if (restoredFrom !== undefined) await opened.load(() => tablesOf(restoredFrom), randomUUID())
  await prepareService(opened, reference, deps)
  const lines: string[] = []
  const log = pino(
    { level: 'trace' },
    { write: options.onLogLine ?? ((line: string) => void lines.push(line)) },
  )
  await judgeLeftOvers({ store, clock: clock.now, log: syncLog(log) })
  const notices = createNotices({ store, lookEveryMs: 20 })
  const app = createApp({
    ...deps,
    log,
    notices,
    countyFigures: createCountyFigures({ store, clock: clock.now }),
    rateLimit: createRateLimit(clock.now),
    workLimit: createWorkLimit(options.maxAtWork),
    publicOrigin: options.publicOrigin ?? TEST_ORIGIN,
    publicFiles: options.publicFiles ?? [],
    clientFolder: options.clientFolder ?? null,
    addressOf: (context) => context.req.header('x-test-address') ?? '192.0.2.1',
  })
  return {
    app,
    store,
    clock,
    log: { text: () => lines.join('') },
    down: false,
    losesReplies: false,
    losesRepliesTo: null,
    mintCode: (siteId) => mintCode(deps, siteId ?? null),
    close: async () => {
      notices.close()
      await opened.close()
    },
  }
}

/** A `fetch` that reaches the server's app itself, over no network. */
export function serverFetch(server: TestServer): typeof fetch {
  return async (input, init = {}) => {
    if (server.down) throw new TypeError('Failed to fetch')
    // jsdom's AbortSignal is not the one Node's Request takes, so the signal stays outside.
    const { signal, ...rest } = init
    if (signal?.aborted === true) throw new DOMException('Aborted', 'AbortError')
    const address = input instanceof Request ? input.url : String(input)
    const url = new URL(address, TEST_ORIGIN)
    const response = await server.app.request(url.href, rest)
    if (server.losesReplies || server.losesRepliesTo === url.pathname) throw new TypeError('Failed to fetch')
    return response
  }
}
