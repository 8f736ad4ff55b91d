import type { MonthSums } from '#domain/measures/month-sums.ts'
import type {
  EnrolmentCodesTable,
  OperationsTable,
  RecordsTable,
  ScopesTable,
  ServiceTable,
  TabletsTable,
} from '../sql/schema.ts'

/**
 * The rows that a database would hold, by key. A row is never changed, only replaced: what was handed
 * out stays as it was.
 */
export interface MemoryTables {
  service: ServiceTable | null
  readonly scopes: Map<string, ScopesTable>
  readonly records: Map<string, RecordsTable>
  readonly operations: Map<string, OperationsTable>
  readonly tablets: Map<string, TabletsTable>
  readonly codes: Map<string, EnrolmentCodesTable>
  /** By scope and month. */
  readonly sums: Map<string, MonthSums>
}

export function emptyTables(): MemoryTables {
  return {
    service: null,
    scopes: new Map(),
    records: new Map(),
    operations: new Map(),
    tablets: new Map(),
    codes: new Map(),
    sums: new Map(),
  }
}

function copyOf(tables: MemoryTables): MemoryTables {
  return {
    service: tables.service,
    scopes: new Map(tables.scopes),
    records: new Map(tables.records),
    operations: new Map(tables.operations),
    tablets: new Map(tables.tablets),
    codes: new Map(tables.codes),
    sums: new Map(tables.sums),
  }
}

/** Tables that can be read at one moment while they are written to. */
export interface Memory {
  /** Looks at them as they are now. Nothing else happens before it returns. */
  now<Result>(look: (tables: MemoryTables) => Result): Result
  /** One step: `change` works to the end or throws before it has changed anything. */
  step<Result>(change: (tables: MemoryTables) => Result): Result
  /** Keeps what it shows to `read` as it is, however long reading takes. */
  hold<Result>(read: (tables: MemoryTables) => Promise<Result>): Promise<Result>
}

export function createMemory(): Memory {
  let tables = emptyTables()
  let readers = 0
  return {
    now: (look) => look(tables),
    step: (change) => {
      // Whoever reads meanwhile keeps the old ones; copying is spared while nobody does.
      if (readers > 0) tables = copyOf(tables)
      return change(tables)
    },
    hold: async (read) => {
      readers += 1
      try {
        return await read(tables)
      } finally {
        readers -= 1
      }
    },
  }
}

export function serviceOf({ service }: MemoryTables): ServiceTable {
  if (service === null) throw new Error('The service is not installed')
  return service
}

/** Names and ids by their code units, as an index of a database orders them. */
export function inOrder(left: string, right: string): number {
  return left < right ? -1 : Number(left > right)
}
