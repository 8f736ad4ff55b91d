/**
 * Tables as the query builder sees them. Every key leads with the service, so that a database shared
 * by several can be split by it. JSON is kept as text and moments as milliseconds. PostgreSQL gives
 * bigints back as strings: `numberOf` in rows.ts is where they become numbers.
 */
export interface Tables {
  service: ServiceTable
  scopes: ScopesTable
  records: RecordsTable
  operations: OperationsTable
  tablets: TabletsTable
  enrolment_codes: EnrolmentCodesTable
}

interface ServiceTable {
  id: string
  name: string
  epoch: string
  installed_at: number
}

interface ScopesTable {
  service_id: string
  id: string
  head_seq: number
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
  writers: string
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
