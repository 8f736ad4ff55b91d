import type { Logger } from 'pino'
import type { SyncLog } from '../sync/settle-operations.ts'

/** Writes what sync has to tell an operator into the server's log. */
export function syncLog(log: Logger): SyncLog {
  return {
    incident: (what, about) => log.warn({ incident: what, ...about }, 'incident'),
    failed: (what, about, error) => log.error({ failure: what, ...about, err: error }, 'failed'),
  }
}
