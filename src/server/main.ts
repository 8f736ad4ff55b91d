import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Logger, pino } from 'pino'
import { type Config, databaseName, readConfig } from './config.ts'
import { buildMissingSums } from './figures/build-sums.ts'
import { createCountyFigures } from './figures/county-figures.ts'
import { createApp } from './http/create-app.ts'
import { syncLog } from './http/sync-log.ts'
import { createWorkLimit } from './http/work-limit.ts'
import type { EnrolmentDeps } from './identity/enrolment.ts'
import { type EnrolWish, linkAtStart, readEnrolWish } from './identity/enrolment-link.ts'
import { createRateLimit } from './identity/rate-limit.ts'
import { addressOf, listen, stopOnSignal } from './listen.ts'
import { readPublicFiles } from './reference/public-files.ts'
import { ReferenceDataError } from './reference/reference-file.ts'
import { type Reference, readReference } from './reference/read-reference.ts'
import type { RecordStore } from './storage/record-store.ts'
import type { SqlEngine } from './storage/sql/engine.ts'
import { postgresEngine } from './storage/sql/postgres.ts'
import { openSqlStore } from './storage/sql/sql-store.ts'
import { sqliteEngine } from './storage/sql/sqlite.ts'
import { runCommand, StartProblem } from './start-problem.ts'
import { prepareService } from './sync/bring-in-reference.ts'
import { judgeLeftOvers } from './sync/judge-left-overs.ts'
import { createNotices } from './sync/notices.ts'

/** The configuration from the environment. @throws {StartProblem} naming each variable that is wrong */
export function requireConfig(): Config {
  const read = readConfig(process.env)
  if (!read.ok) throw new StartProblem(read.problems.join('\n'))
  return read.config
}

export interface OpenDatabase {
  readonly store: RecordStore
  readonly reference: Reference
}

/** What everything is given rather than finds for itself. */
export const surroundings = { clock: () => Date.now(), newId: () => randomUUID(), randomBytes }

/** Opens the database of a configuration, brought up to date; its service may not be installed yet. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  const reference = await referenceOf(config)
  return orProblem(config, async () => {
    const engine = engineOf(config)
    return { store: await openSqlStore({ engine, serviceId: reference.service.id }), reference }
  })
}

/** The service's own data. @throws {StartProblem} naming the folder, and what in it does not fit */
export function referenceOf({ referenceFolder }: Config): Promise<Reference> {
  return fitting(referenceFolder, readReference)
}

async function fitting<Result>(folder: string, read: (folder: string) => Promise<Result>): Promise<Result> {
  try {
    return await read(folder)
  } catch (error) {
    const isOfFiles = error instanceof ReferenceDataError || error instanceof SyntaxError
    if (!isOfFiles && !(error instanceof Error && 'syscall' in error)) throw error
    throw new StartProblem(`The reference data in ${folder} cannot be used: ${error.message}`, {
      cause: error,
    })
  }
}

/** Whether there is something to open, as far as can be told without opening it, which would make it. */
export function isThere({ databaseUrl, databasePath }: Config): boolean {
  return databaseUrl !== null || existsSync(databasePath)
}

function engineOf({ databaseUrl, dataFolder, databasePath }: Config): SqlEngine {
  if (databaseUrl !== null) return postgresEngine(databaseUrl)
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  return sqliteEngine(databasePath)
}

/** Opens a database with its service installed and its reference data up to date, and the means to enrol tablets there. */
export async function openService(config: Config): Promise<EnrolmentDeps> {
  const { store, reference } = await openDatabase(config)
  try {
    await orProblem(config, () => prepareService(store, reference, surroundings))
  } catch (error) {
    await store.close()
    throw error
  }
  return { store, ...surroundings }
}

async function orProblem<Result>(config: Config, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new StartProblem(`The database ${databaseName(config)} cannot be used: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

/** Why something failed, in one line. A host tried at several addresses fails once for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return [...new Set(error.errors.map(reasonOf))].join(', ')
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${reasonOf(error.cause)}` : error.message
}

/** Starts the server, prints the one line that says where it is, and stops it on a signal. */
export async function runServer(config: Config, wish: EnrolWish | null): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const deps = await openService(config)
  const { store, clock } = deps
  try {
    const looked = await judgeLeftOvers({ store, clock, log: syncLog(log) })
    if (looked > 0) log.info({ operations: looked }, 'left over from the last run')
    const notices = createNotices({ store })
    const app = createApp({
      ...deps,
      log,
      notices,
      countyFigures: createCountyFigures({ store, clock }),
      rateLimit: createRateLimit(clock),
      workLimit: createWorkLimit(),
      publicOrigin: config.publicOrigin,
      publicFiles: await fitting(config.referenceFolder, readPublicFiles),
      clientFolder: clientFolderOf(config, log),
      addressOf: addressOf(config),
    })
    const server = await listen(app.fetch, config)
    // After the port is ours: a second start must not take away the link that the first one printed.
    const isShared = config.databaseUrl !== null
    const link = await linkAtStart(deps, config.publicOrigin, wish, { isShared })
    stopOnSignal(server, log, { stopping: () => notices.close(), stopped: () => store.close() })
    keepSumsBuilt(store, log)
    process.stdout.write(link === null ? `Branchline is at ${config.publicOrigin}\n` : `Open ${link}\n`)
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Works missing sums out while tablets are served already; what is left when it fails comes with the next start. */
function keepSumsBuilt(store: RecordStore, log: Logger): void {
  buildMissingSums(store).then(
    (scopes) => {
      if (scopes > 0) log.info({ scopes }, 'figures worked out')
    },
    (error: unknown) => log.error({ err: error }, 'figures are not worked out'),
  )
}

function clientFolderOf(config: Config, log: Logger): string | null {
  if (existsSync(config.clientFolder)) return config.clientFolder
  log.warn({ folder: config.clientFolder }, 'no built client: run "npm run build"')
  return null
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(() => runServer(requireConfig(), readEnrolWish(process.argv.slice(2))))
}
