import type { Body } from '#domain/records/registry.ts'
import type { FieldWriters } from '#sync/merge.ts'
import type { Outcome } from '#sync/outcome.ts'
import type { StoredRecord } from '#sync/stored-record.ts'

/** A library service, and the history its server has lived through since it was installed or restored. */
export interface Service {
  readonly id: string
  readonly name: string
  readonly epoch: string
}

/** A record with what only the server keeps: who last wrote each field. */
export interface KeptRecord extends StoredRecord {
  readonly body: Body
  readonly writers: FieldWriters
}

export interface ScopeHead {
  readonly id: string
  readonly head: number
}

/** What a fresh server starts with. */
export interface Installation {
  readonly service: Service
  readonly scopes: readonly ScopeHead[]
  readonly records: readonly KeptRecord[]
  readonly installedAt: number
}

/** An operation as it arrived, before anyone has judged it. */
export interface ArrivedOperation {
  readonly opId: string
  /** The tablet that counts it, and its place in that count; null when it could not be read. */
  readonly lineage: string
  readonly n: number | null
  readonly recordId: string | null
  readonly scope: string | null
  /** SHA-256 of the payload, which is canonical JSON of everything that was sent. */
  readonly hash: string
  readonly payload: string
  /** Set on arrival only when it cannot be read at all; otherwise null until it is judged. */
  readonly outcome: Outcome | null
}

/** What the server holds under an operation's id. */
export interface Receipt {
  readonly hash: string
  readonly outcome: Outcome | null
}

/** An operation that is stored and waits for judgement. */
export interface UnsettledOperation {
  readonly opId: string
  readonly lineage: string
  readonly n: number
  readonly recordId: string
  readonly scope: string
  readonly payload: string
}

/** What decides where a tablet may read and write. */
export interface TabletRights {
  /** The site the tablet records for; null for a county tablet. */
  readonly siteId: string | null
  readonly revoked: boolean
}

/** One tablet's work on some records, to be judged together under the lock of their scopes. */
export interface SettleRequest {
  readonly lineage: string
  readonly recordIds: readonly string[]
  readonly scopes: readonly string[]
  readonly judgedAt: number
}

/** Everything judging may know, read under the lock. */
export interface SettleView {
  readonly epoch: string
  readonly rights: TabletRights | null
  /** In the tablet's own order: every operation of the request's records that is not settled yet. */
  readonly operations: readonly UnsettledOperation[]
  /** Places in the tablet's count whose operations on these records are settled. */
  readonly settledNumbers: ReadonlySet<number>
  readonly records: ReadonlyMap<string, KeptRecord>
  /** Scopes of the request that exist, with their newest `seq`. */
  readonly heads: ReadonlyMap<string, number>
}

export interface Decision {
  readonly outcomes: readonly { readonly opId: string; readonly outcome: Outcome }[]
  /** Records that changed, as they now are. */
  readonly records: readonly KeptRecord[]
  readonly heads: ReadonlyMap<string, number>
}

/** One consistent view of the feed: what is read in it comes from one moment. */
export interface Feed {
  readonly epoch: string
  scopes(): Promise<readonly ScopeHead[]>
  /** Rows of a scope with a newer `seq`, in order, at most `limit` of them. */
  rowsAfter(scope: string, seq: number, limit: number): Promise<readonly FeedRow[]>
}

export interface FeedRow {
  readonly record: StoredRecord
  /** About what it weighs in a reply, in bytes of JSON. */
  readonly bytes: number
}

export interface Tablet extends TabletRights {
  readonly lineage: string
  readonly personId: string
  readonly personName: string
  readonly enrolledAt: number
  /** Written at most once a day. */
  readonly lastSeenAt: number
}

export interface NewTablet {
  readonly lineage: string
  readonly credentialHash: string
  readonly siteId: string | null
  readonly personId: string
  readonly personName: string
}

export interface EnrolmentCode {
  readonly codeHash: string
  /** The one site the code is good for; null when its bearer chooses. */
  readonly siteId: string | null
  /** Null for the first-start code, which is good until used. */
  readonly expiresAt: number | null
  readonly usedAt: number | null
  readonly first: boolean
}

export type CodeProblem = 'code-unknown' | 'code-used' | 'code-expired'

/**
 * Everything one library service keeps. Whatever resolves is durable; whatever rejects changed nothing.
 *
 * Operations are received first and judged second, in two transactions, so that an entry that has
 * reached the server survives anything that goes wrong while it is judged.
 */
export interface RecordStore {
  /** @returns `null` before the service was installed. Also shows that the store answers. */
  readService(): Promise<Service | null>
  /** @returns false, with nothing changed, when the service was installed before */
  install(installation: Installation): Promise<boolean>

  /**
   * Keeps operations that are not known yet, and tells what is now held under each id.
   * One whose place in the tablet's count belongs to another operation is kept, refused.
   */
  receive(operations: readonly ArrivedOperation[], receivedAt: number): Promise<ReadonlyMap<string, Receipt>>
  /** Locks scopes, reads, lets `decide` judge and writes what it decided, as one step. */
  settle(request: SettleRequest, decide: (view: SettleView) => Decision): Promise<void>
  outcomesOf(opIds: readonly string[]): Promise<ReadonlyMap<string, Outcome | null>>
  /** Operations received but not settled, by tablet and count, from after a place in that order. */
  unsettledAfter(
    place: { readonly lineage: string; readonly n: number } | null,
    limit: number,
  ): Promise<readonly UnsettledOperation[]>

  readFeed<Result>(read: (feed: Feed) => Promise<Result>): Promise<Result>
  recordsOf(scope: string, kind: string): Promise<readonly KeptRecord[]>

  addCode(code: Omit<EnrolmentCode, 'usedAt'>, createdAt: number): Promise<void>
  findCode(codeHash: string): Promise<EnrolmentCode | null>
  /** Whether the first-start code has ever been used. Takes unused ones away, since nobody can read them again. */
  clearFirstCode(): Promise<'used' | 'unused'>
  /** Uses a code up and makes the tablet, or replaces its credential, as one step. */
  enrol(codeHash: string, tablet: NewTablet, now: number): Promise<'enrolled' | CodeProblem>
  /** The tablet a credential belongs to, revoked ones left out. */
  findTablet(credentialHash: string): Promise<Tablet | null>
  tabletSeen(lineage: string, at: number): Promise<void>
  listTablets(): Promise<readonly Tablet[]>
  /** @returns false when there is no such tablet in use */
  revokeTablet(lineage: string, at: number): Promise<boolean>

  close(): Promise<void>
}
