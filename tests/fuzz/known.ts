import { secretHash } from '#server/identity/secrets.ts'

export interface FuzzTablet {
  readonly lineage: string
  readonly credential: string
  /** Null for a county tablet. */
  readonly siteId: string | null
  readonly revoked: boolean
}

export interface KnownRecord {
  readonly id: string
  readonly kind: string
  readonly scope: string
}

/** What requests are made from: everything they may rightly or wrongly name. But for the epoch, the same for the same seed. */
export interface Known {
  readonly epoch: string
  readonly tablets: readonly FuzzTablet[]
  /** Codes that enrol, or did; and those that never will. */
  readonly codes: readonly string[]
  readonly deadCodes: readonly string[]
  readonly records: readonly KnownRecord[]
  readonly opIds: readonly string[]
}

/** The key that a tablet's files are signed with. */
export function fileKeyOf({ credential }: FuzzTablet): string {
  return secretHash(credential)
}
