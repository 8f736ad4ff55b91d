import type { Context } from 'hono'
import type { Logger } from 'pino'
import type { CountyFigures } from '../figures/county-figures.ts'
import type { RateLimit } from '../identity/rate-limit.ts'
import type { RandomBytes } from '../identity/secrets.ts'
import type { PublicFile } from '../reference/public-files.ts'
import type { RecordStore, Tablet } from '../storage/record-store.ts'
import type { Notices } from '../sync/notices.ts'
import type { WorkLimit } from './work-limit.ts'

/** Everything the server's outside is given rather than finds for itself. */
export interface AppDeps {
  readonly store: RecordStore
  /** Milliseconds since 1970. */
  readonly clock: () => number
  readonly newId: () => string
  readonly randomBytes: RandomBytes
  readonly log: Logger
  readonly rateLimit: RateLimit
  readonly workLimit: WorkLimit
  /** Tells tablets that listen of news. Whoever made it closes it when the server stops. */
  readonly notices: Notices
  /** The origin tablets use, `https://branchline.example.org`; decides whether headers insist on TLS. */
  readonly publicOrigin: string
  /** Figures of all sites, for tablets that hold only their own. */
  readonly countyFigures: CountyFigures
  /** Public reference data, which tablets fetch beside their records. */
  readonly publicFiles: readonly PublicFile[]
  /** The built client; null to serve none. */
  readonly clientFolder: string | null
  /** Where a request came from, for the rate limit. */
  readonly addressOf: (context: Context<AppEnv>) => string
}

/** What the middlewares leave for the routes. */
export interface AppEnv {
  Variables: {
    requestId: string
    /** The tablet whose credential came with the request. */
    tablet: Tablet
    credentialHash: string
    /** The tablet's lineage for the log; unset without a credential. */
    lineage: string | undefined
  }
}
