/**
 * Tables as the query builder sees them. Every key leads with the service, so that a database shared
 * by several can be split by it. JSON is kept as text and moments as milliseconds. PostgreSQL gives
 * bigints back as strings: `numberOf` in rows.ts is where they become numbers.
 */
export interface Tables {
  service: ServiceTable
  scopes: ScopesTable
  sums: SumsTable
  records: RecordsTable
  operations: OperationsTable
  tablets: TabletsTable
  enrolment_codes: EnrolmentCodesTable
}

export interface ServiceTable {
  id: string
  name: string
  epoch: string
  installed_at: number
  /** The epoch of the backup it was last restored from. */
  shared_epoch: string | null
}

export interface ScopesTable {
  service_id: string
  id: string
  head_seq: number
  /** Cursors below it cannot be gone on from. */
  floor_seq: number
  digest: string
  /** The `CONTRIBUTIONS_VERSION` its kept sums were worked out by; 0 while it has none. */
  sums_version: number
  /** The newest `seq` that is in them: another than `head_seq` where a build that knows no sums has written. */
  sums_seq: number
}

/** What the entries of a scope in a month add up to. */
interface SumsTable {
  service_id: string
  /** "2026-10". */
  month: string
  scope: string
  /** JSON of the cells, as `cellsText` writes them. */
  cells: string
}

export interface RecordsTable {
  service_id: string
  id: string
  scope: string
  kind: string
  day: string | null
  rev: number
  seq: number
  /** 1 while the record is void. */
  deleted: number
  schema_version: number
  body: string
  history: string
  /** Who last wrote each field, as `writersText` writes it. */
  writers: string
  /** Its rev in the backup that the service was last restored from. */
  shared_rev: number
}

/** `received` waits for judgement, `held` will be judged again, `settled` never. */
export type OperationState = 'received' | 'held' | 'settled'

export interface OperationsTable {
  service_id: string
  op_id: string
  lineage: string
  n: number | null
  record_id: string | null
  scope: string | null
  hash: string
  payload: string
  received_at: number
  state: OperationState
  outcome: string | null
  judged_at: number | null
  /** 1 while the operation is not taken and nobody has dealt with that. */
  standing: number
  /** 1 when the tablet itself brought it, or its file showed that it is the tablet's. */
  proven: number
}

export interface TabletsTable {
  service_id: string
  lineage: string
  credential_hash: string
  site_id: string | null
  person_id: string
  person_name: string
  enrolled_at: number
  last_seen_at: number
  revoked_at: number | null
  /** Operations up to this number are in a backup. */
  durable_through: number
  /** JSON of what the tablet last said of its count. */
  heartbeat: string | null
  /** Where the tablet's count begins: 1, or where a fork went on. */
  first_n: number
}

export interface EnrolmentCodesTable {
  service_id: string
  code_hash: string
  site_id: string | null
  created_at: number
  expires_at: number | null
  used_at: number | null
  /** 1 for the code of the first start. */
  first: number
}
