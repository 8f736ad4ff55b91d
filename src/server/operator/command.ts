import type { EnrolmentDeps } from '../identity/enrolment.ts'
import { StartProblem } from '../start-problem.ts'
import type { RecordStore, Service } from '../storage/record-store.ts'
import type { SyncLog } from '../sync/settle-operations.ts'

/** What every command is given rather than finds for itself. */
export interface OperatorDeps extends EnrolmentDeps {
  readonly log: SyncLog
  readonly publicOrigin: string
  /** The build, as its backups name it. */
  readonly app: string
}

/** What a command has to say: to a person, line by line, and to a program, as one document. */
export interface Report {
  readonly lines: readonly string[]
  readonly document: Readonly<Record<string, unknown>>
  /** True when something was found that somebody has to look at. */
  readonly isAlarming?: boolean
}

export const EMPTY_DATABASE =
  'The database is empty. "npm start" fills it, or "npm run cli -- restore <file>" from a backup.'

/** The service a command is about. @throws {StartProblem} when the database holds none yet */
export async function serviceOf(store: Pick<RecordStore, 'readService'>): Promise<Service> {
  const service = await store.readService()
  if (service === null) throw new StartProblem(EMPTY_DATABASE)
  return service
}

/** `1 tablet`, `3,000 tablets`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}
