import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { AppEnv } from './http/deps.ts'
import { StartProblem } from './start-problem.ts'

/** How long requests in flight may take to finish once the server is to stop. */
const STOP_DEADLINE_MS = 10_000
/** `npm start` hands a Ctrl-C on that the terminal has sent already; both count as one. */
const SAME_SIGNAL_MS = 1_000

type Fetch = (request: Request, env: object) => Response | Promise<Response>

/** @throws {StartProblem} when the port cannot be had */
export async function listen(fetch: Fetch, config: Pick<Config, 'host' | 'port'>): Promise<Server> {
  // Made without options of its own, it is plain node:http.
  const server = createAdaptorServer({ fetch }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, config)))
    server.listen(config.port, config.host, resolve)
  })
  return server
}

function portProblem(
  error: NodeJS.ErrnoException,
  { host, port }: Pick<Config, 'host' | 'port'>,
): StartProblem {
  if (error.code === 'EADDRINUSE') {
    return new StartProblem(
      `PORT ${port} is in use by another program. Stop it, or set PORT to another number.`,
    )
  }
  return new StartProblem(`Cannot listen on HOST ${host}, PORT ${port}: ${error.message}`)
}

/**
 * Stops in good order on SIGINT or SIGTERM: no new requests, those in flight finish, then what the server
 * stands on is closed. `stopping` ends what would never finish by itself.
 */
export function stopOnSignal(
  server: Server,
  log: Logger,
  { stopping, stopped }: { readonly stopping: () => void; readonly stopped: () => Promise<void> },
): void {
  let stoppingSince: number | null = null
  const stop = (signal: NodeJS.Signals): void => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > SAME_SIGNAL_MS) process.exit(1)
      return
    }
    stoppingSince = performance.now()
    log.info({ signal }, 'stopping')
    const deadline = setTimeout(() => server.closeAllConnections(), STOP_DEADLINE_MS)
    stopping()
    server.close(() => {
      clearTimeout(deadline)
      stopped().then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the database did not close')
          process.exit(1)
        },
      )
    })
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Where a request came from: the connection, or what our own proxy says when there is one. */
export function addressOf({ trustProxy }: Pick<Config, 'trustProxy'>): (context: Context<AppEnv>) => string {
  return (context) => {
    const forwarded = context.req.header('x-forwarded-for')
    // Our proxy appends the address it saw; what stands before it is the sender's own claim.
    const last = trustProxy ? forwarded?.split(',').at(-1)?.trim() : undefined
    return last ?? getConnInfo(context).remote.address ?? 'unknown'
  }
}
