import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import type { Config } from './config.ts'
import { type EnrolWish, furtherLink, readEnrolWish } from './identity/enrolment-link.ts'
import { isThere, openService, requireConfig, runServer } from './main.ts'
import { runCommand, StartProblem } from './start-problem.ts'

// `npm start`: builds the app and runs the server; with --enrol beside a server that runs already, only
// prints a further link.

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const VITE = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url))
const healthSchema = v.object({ ok: v.literal(true), epoch: v.string() })
const PROBE_DEADLINE_MS = 2_000

async function start(): Promise<void> {
  const wish = readEnrolWish(process.argv.slice(2))
  const config = requireConfig()
  const runningEpoch = await epochAt(config)
  if (runningEpoch !== null) return besideRunning(config, wish, runningEpoch)
  buildClient(config)
  await runServer(config, wish)
}

/** The epoch of the server that answers on our port; null when none does. */
async function epochAt({ host, port }: Config): Promise<string | null> {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  try {
    const response = await fetch(`http://${name}:${port}/healthz`, {
      signal: AbortSignal.timeout(PROBE_DEADLINE_MS),
    })
    const health = v.safeParse(healthSchema, await response.json())
    return health.success ? health.output.epoch : null
  } catch {
    return null
  }
}

async function besideRunning(config: Config, wish: EnrolWish | null, runningEpoch: string): Promise<void> {
  const inUse = new StartProblem(
    `PORT ${config.port} is in use by a Branchline with another database. Stop it, or set PORT to another number.`,
  )
  // Opening a database makes it: beside a running server ours must be there already.
  if (!isThere(config)) throw inUse
  const deps = await openService(config)
  try {
    const service = await deps.store.readService()
    if (service?.epoch !== runningEpoch) throw inUse
    if (wish === null) {
      throw new StartProblem(
        `Branchline is running already, at ${config.publicOrigin}. For an enrolment link: npm start -- --enrol`,
      )
    }
    const link = await furtherLink(deps, config.publicOrigin, wish)
    process.stdout.write(`Open ${link}\n`)
  } finally {
    await deps.store.close()
  }
}

/** Builds the app, saying nothing unless it fails. */
function buildClient({ clientFolder }: Config): void {
  const built = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'warn', '--outDir', clientFolder], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  if (built.status === 0) return
  throw new StartProblem(`The app could not be built.\n${built.stdout}${built.stderr}`)
}

await runCommand(start)
