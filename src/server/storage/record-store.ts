import type { MonthSums } from '#domain/measures/month-sums.ts'
import type { Body } from '#domain/records/registry.ts'
import type { ClosedQuarter } from '#domain/plan/quarter-close.ts'
import type { LocalDate } from '#domain/time/local-date.ts'
import type { Month } from '#domain/time/quarter.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import type { Heartbeat } from '#sync/messages.ts'
import type { FieldWriters } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
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
  /** The `rev` it had in the backup that the server was last restored from; 0 when it was made since, or never restored. */
  readonly sharedRev: number
}

export interface ScopeHead {
  readonly id: string
  readonly head: number
  /** Cursors below this one cannot be gone on from; 0 where all can. */
  readonly floor: number
  /** Sum of `copyHash` over the scope's records. */
  readonly digest: string
}

/** A scope in which nothing has been written yet. */
export function emptyScope(id: string): ScopeHead {
  return { id, head: 0, floor: 0, digest: EMPTY_DIGEST }
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
  /** False when somebody else brought it and nothing shows that it is the tablet's own; it then waits for review. */
  readonly proven: boolean
  /** What the payload says, while it has just been read; no store keeps it. */
  readonly op?: Operation
}

/** What the server holds under an operation's id. */
export interface Receipt {
  readonly hash: string
  readonly outcome: Outcome | null
  /** True while the operation is not taken and nobody has dealt with that. */
  readonly standing: boolean
  readonly proven: boolean
}

/** Who wants to know what became of operations. */
export interface Asker {
  readonly lineage: string
  /** Scopes in which it may hear of others' operations; left out for none. */
  readonly mayHear?: (scope: string) => boolean
}

/** An operation that is stored and waits for judgement. */
export interface UnsettledOperation {
  readonly opId: string
  readonly lineage: string
  readonly n: number
  readonly recordId: string
  readonly scope: string
  readonly payload: string
  readonly proven: boolean
}

/** An operation that was not taken and that nobody has repaired, withdrawn or decided about yet. */
export interface StandingOperation extends UnsettledOperation {
  /** `refused` or `review`. */
  readonly outcome: Outcome
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
  /** The epoch of the backup that the server was last restored from; null when it never was. */
  readonly sharedEpoch: string | null
  readonly rights: TabletRights | null
  /** In the tablet's own order: every operation of the request's records that is not settled yet. */
  readonly operations: readonly UnsettledOperation[]
  /** Places in the tablet's count whose operations on these records are settled. */
  readonly settledNumbers: ReadonlySet<number>
  /** Not-taken operations of any tablet on the request's records, by tablet and count. */
  readonly standing: readonly StandingOperation[]
  /** The request's records, and the review that each operation of this view waits in, or waited in before. */
  readonly records: ReadonlyMap<string, KeptRecord>
  /** Scopes of the request that exist. */
  readonly scopes: ReadonlyMap<string, ScopeState>
  /** Quarters the county has closed. */
  readonly closedQuarters: readonly ClosedQuarter[]
}

/** What moves in a scope with every change: its newest `seq` and its digest. */
export interface ScopeState {
  readonly head: number
  readonly digest: string
}

export interface Decision {
  /** `standing` while somebody still has to deal with it. Names standing operations again once they are dealt with. */
  readonly outcomes: readonly {
    readonly opId: string
    readonly outcome: Outcome
    readonly standing: boolean
  }[]
  /** Records that changed, as they now are. */
  readonly records: readonly KeptRecord[]
  readonly scopes: ReadonlyMap<string, ScopeState>
}

/** One consistent view of the feed: what is read in it comes from one moment. */
export interface Feed {
  readonly epoch: string
  scopes(): Promise<readonly ScopeHead[]>
  /** Rows of a scope with a newer `seq`, in order, at most `limit` of them. */
  rowsAfter(scope: string, seq: number, limit: number): Promise<readonly FeedRow[]>
  /** Records of some kinds in some scopes, void ones too, scope by scope in the order they came. */
  recordsOf(scopes: readonly string[], kinds: readonly string[]): Promise<readonly KeptRecord[]>
  /** The last day up to and with each of some days that a scope has an entry about, void ones left out. */
  lastDays(until: readonly LocalDate[]): Promise<readonly LastDays[]>
  /** What entries add up to by scope and month; null while a scope asked for has no sums of this build's rules. */
  sums(asked: SumsAsked): Promise<readonly MonthSums[] | null>
}

export interface LastDays {
  readonly scope: string
  /** In the order asked for; null where there is none. */
  readonly days: readonly (LocalDate | null)[]
}

/** Which kept sums are asked for: of one scope or all, and of some months or all. */
export interface SumsAsked {
  readonly scope?: string
  readonly first?: Month
  readonly last?: Month
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
  /** Operations up to this number are in a backup. */
  readonly durableThrough: number
  /** What the tablet last said of its own count; null before it has. */
  readonly heartbeat: Heartbeat | null
}

/** How far a tablet's operations have arrived. */
export interface Arrivals {
  /** All numbers from the tablet's first (1, or where a fork began) to this one are here and shown to be its own; first − 1 when none is. */
  readonly through: number
  /** The highest number here. */
  readonly highest: number
  /** Ranges of numbers between them that are not here, both ends included. */
  readonly holes: readonly (readonly [number, number])[]
}

export interface NewTablet {
  readonly lineage: string
  readonly credentialHash: string
  readonly siteId: string | null
  readonly personId: string
  readonly personName: string
  /** Where its count begins, should the server not know the tablet: where a fork went on; left out for 1. */
  readonly firstN?: number
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

/** Why a browser did not become a tablet; with `not-this-tablet` another one has its credential, or had it. */
export type EnrolProblem = CodeProblem | 'not-this-tablet'

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
   * One whose place in the tablet's count belongs to another operation shows that the browser profile
   * was copied: it, and every later one of the same call that was not known yet, is kept without a
   * number and refused as `lineage-forked`; so are those that come after one that was refused so before. One that arrives with an outcome keeps that outcome, and
   * its number where that is free.
   * One that waits for review because nothing showed whose it was, and is proven now, with the same
   * contents, waits for judgement again.
   */
  receive(operations: readonly ArrivedOperation[], receivedAt: number): Promise<ReadonlyMap<string, Receipt>>
  /** Locks scopes, reads, lets `decide` judge and writes what it decided, as one step. */
  settle(request: SettleRequest, decide: (view: SettleView) => Decision): Promise<void>
  /** @param asker leaves out the operations of every other tablet, but for those in scopes that it names */
  outcomesOf(opIds: readonly string[], asker?: Asker): Promise<ReadonlyMap<string, Outcome | null>>
  /** Operations of any tablet on these records that are held, by tablet and count. */
  heldOn(recordIds: readonly string[]): Promise<readonly UnsettledOperation[]>
  /** Operations received but not settled, by tablet and count, from after a place in that order. */
  unsettledAfter(
    place: { readonly lineage: string; readonly n: number } | null,
    limit: number,
  ): Promise<readonly UnsettledOperation[]>

  readFeed<Result>(read: (feed: Feed) => Promise<Result>): Promise<Result>
  recordsOf(scope: string, kind: string): Promise<readonly KeptRecord[]>
  /** Makes scopes that are not there yet, with nothing in them; those that are there stay as they are. */
  addScopes(ids: readonly string[]): Promise<void>
  /** Newest `seq` of every scope, for change notices. One cheap statement. */
  readHeads(): Promise<ReadonlyMap<string, number>>
  /** Scopes whose kept sums are missing, or were worked out by the rules of another build; in order. */
  scopesWithoutSums(): Promise<readonly string[]>
  /**
   * Works the sums of one scope out anew from its records, as one step. From then on they are brought along
   * with every record.
   * @returns false when there is no such scope
   */
  buildSums(scope: string): Promise<boolean>
  /**
   * Makes every tablet fetch a scope anew: the head moves up by one and the floor to it, so that no cursor
   * given out so far can be gone on from. A tablet that has begun to fetch anew says so itself.
   * @returns false when there is no such scope
   */
  raiseFloor(scope: string): Promise<boolean>

  addCode(code: Omit<EnrolmentCode, 'usedAt'>, createdAt: number): Promise<void>
  findCode(codeHash: string): Promise<EnrolmentCode | null>
  /** Whether the first-start code has ever been used. Takes unused ones away, since nobody can read them again. */
  clearFirstCode(): Promise<'used' | 'unused'>
  /** Uses a code up and makes the tablet, or replaces its credential, as one step; a code refused stays as it was. */
  enrol(codeHash: string, tablet: NewTablet, now: number): Promise<'enrolled' | EnrolProblem>
  /** The tablet a credential belongs to, revoked ones left out. */
  findTablet(credentialHash: string): Promise<Tablet | null>
  tabletSeen(lineage: string, at: number): Promise<void>
  listTablets(): Promise<readonly Tablet[]>
  /**
   * Gives a copied browser profile a lineage and credential of its own, with the rights of the tablet it
   * was copied from. @returns false when the new lineage belongs to another tablet already
   */
  forkTablet(
    from: string,
    /** `firstN`: where the fork's own count begins; `arrivalsOf` counts from there, not from 1. */
    fork: { readonly lineage: string; readonly credentialHash: string; readonly firstN: number },
    now: number,
  ): Promise<boolean>
  /** The hash of a tablet's credential, revoked or not; null when there is no such tablet. */
  credentialHashOf(lineage: string): Promise<string | null>
  /** What a tablet says of its own count. Written only when it differs from what is there. */
  noteHeartbeat(lineage: string, heartbeat: Heartbeat): Promise<void>
  /** How far a tablet's operations have arrived. */
  arrivalsOf(lineage: string): Promise<Arrivals>
  /** @returns false when there is no such tablet in use */
  revokeTablet(lineage: string, at: number): Promise<boolean>

  /**
   * Everything of this service, as rows of plain JSON values by table, from one moment; other writers go
   * on meanwhile. The format is the store's own and the same for every engine.
   */
  dump(write: (table: string, rows: readonly DumpRow[]) => Promise<void>): Promise<void>
  /**
   * Fills an empty store from a dump, under a new epoch. @throws when the service is there already
   */
  load(
    read: () => AsyncIterable<{ readonly table: string; readonly rows: readonly DumpRow[] }>,
    epoch: string,
  ): Promise<void>
  /** A backup holds each tablet's operations up to these numbers. */
  markDurable(through: ReadonlyMap<string, number>): Promise<void>
  /** Pages through all records, or all operations, by id, for verifying and exporting. */
  recordsAfter(id: string, limit: number): Promise<readonly KeptRecord[]>
  operationsAfter(opId: string, limit: number): Promise<readonly LedgerOperation[]>

  close(): Promise<void>
}

export type DumpRow = Readonly<Record<string, string | number | null>>

/** An operation as the ledger keeps it. */
export interface LedgerOperation {
  readonly opId: string
  readonly lineage: string
  readonly n: number | null
  readonly recordId: string | null
  readonly scope: string | null
  readonly hash: string
  readonly payload: string
  readonly receivedAt: number
  readonly outcome: Outcome | null
  readonly standing: boolean
}
