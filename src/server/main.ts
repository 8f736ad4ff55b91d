import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type Logger, pino } from 'pino'
import { type Config, readConfig } from './config.ts'
import { createApp } from './http/create-app.ts'
import { syncLog } from './http/sync-log.ts'
import type { EnrolmentDeps } from './identity/enrolment.ts'
import { type EnrolWish, linkAtStart, readEnrolWish } from './identity/enrolment-link.ts'
import { createRateLimit } from './identity/rate-limit.ts'
import { addressOf, listen, stopOnSignal } from './listen.ts'
import { readReference } from './reference/read-reference.ts'
import { openSqlStore } from './storage/sql/sql-store.ts'
import { sqliteEngine } from './storage/sql/sqlite.ts'
import { runCommand, StartProblem } from './start-problem.ts'
import { installReference } from './sync/install-reference.ts'
import { judgeLeftOvers } from './sync/judge-left-overs.ts'

/** The configuration from the environment. @throws {StartProblem} naming each variable that is wrong */
export function requireConfig(): Config {
  const read = readConfig(process.env)
  if (!read.ok) throw new StartProblem(read.problems.join('\n'))
  return read.config
}

/** Opens the store of a data folder, with its service installed, and the means to enrol tablets there. */
export async function openService(config: Config): Promise<EnrolmentDeps> {
  const deps = { clock: () => Date.now(), newId: () => randomUUID(), randomBytes }
  const reference = await readReference()
  try {
    mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
    const engine = sqliteEngine(config.databasePath)
    const store = await openSqlStore({ engine, serviceId: reference.service.id })
    await installReference(store, reference, deps)
    return { store, ...deps }
  } catch (error) {
    throw new StartProblem(`The database ${config.databasePath} cannot be used: ${reasonOf(error)}`, {
      cause: error,
    })
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

/** Starts the server, prints the one line that says where it is, and stops it on a signal. */
export async function runServer(config: Config, wish: EnrolWish | null): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const deps = await openService(config)
  const { store, clock } = deps
  try {
    const looked = await judgeLeftOvers({ store, clock, log: syncLog(log) })
    if (looked > 0) log.info({ operations: looked }, 'left over from the last run')
    const app = createApp({
      ...deps,
      log,
      rateLimit: createRateLimit(clock),
      publicOrigin: config.publicOrigin,
      clientFolder: clientFolderOf(config, log),
      addressOf: addressOf(config),
    })
    const server = await listen(app.fetch, config)
    // After the port is ours: a second start must not take away the link that the first one printed.
    const link = await linkAtStart(deps, config.publicOrigin, wish)
    stopOnSignal(server, log, () => store.close())
    process.stdout.write(link === null ? `Branchline is at ${config.publicOrigin}\n` : `Open ${link}\n`)
  } catch (error) {
    await store.close()
    throw error
  }
}

function clientFolderOf(config: Config, log: Logger): string | null {
  if (existsSync(config.clientFolder)) return config.clientFolder
  log.warn({ folder: config.clientFolder }, 'no built client: run "npm run build"')
  return null
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(() => runServer(requireConfig(), readEnrolWish(process.argv.slice(2))))
}
