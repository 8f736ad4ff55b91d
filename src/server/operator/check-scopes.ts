import { differingMonths, RunningSums } from '#domain/measures/month-sums.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { changeDigest, copyHash, EMPTY_DIGEST } from '#sync/digest.ts'
import type { StoredRecord } from '#sync/stored-record.ts'
import type { Feed, RecordStore, ScopeHead } from '../storage/record-store.ts'
import { upcastRecord } from '../sync/upcast.ts'

const RECORDS_AT_A_TIME = 500

export interface ScopesCheck {
  readonly scopes: number
  readonly records: number
  /** Scopes whose records are not those that were written: their digest is not the one kept beside them. */
  readonly differing: readonly { readonly scope: string; readonly kept: string; readonly found: string }[]
  /** Records whose contents break the rules of their kind, and where. */
  readonly misfits: readonly {
    readonly id: string
    readonly kind: string
    readonly fields: readonly string[]
  }[]
  /** Records that only a newer build can read. */
  readonly unreadable: number
  /** Months whose kept sums are not what their records come to. */
  readonly sumsDiffering: readonly { readonly scope: string; readonly month: string }[]
  /** Scopes whose sums are to be worked out yet, which the server does by itself. */
  readonly sumsToCome: readonly string[]
}

/** Reads every record of one moment, sums up each scope's digest and figures anew and checks each body. */
export async function checkScopes(store: Pick<RecordStore, 'readFeed'>): Promise<ScopesCheck> {
  return store.readFeed(async (feed) => {
    const scopes = await feed.scopes()
    const differing: ScopesCheck['differing'][number][] = []
    const misfits: ScopesCheck['misfits'][number][] = []
    const sumsDiffering: ScopesCheck['sumsDiffering'][number][] = []
    const sumsToCome: string[] = []
    let records = 0
    let unreadable = 0
    for (const scope of scopes) {
      let found = EMPTY_DIGEST
      const sums = new RunningSums({ everywhere: false })
      for await (const page of recordsOf(feed, scope)) {
        found = changeDigest(found, [], page.map(copyHash))
        records += page.length
        for (const record of page) {
          sums.addChange({ before: undefined, after: record })
          const fit = fitOf(record)
          if (fit === 'unreadable') unreadable += 1
          else if (fit !== 'fits') misfits.push({ id: record.id, kind: record.kind, fields: fit.fields })
        }
      }
      const kept = await feed.sums({ scope: scope.id })
      if (kept === null) sumsToCome.push(scope.id)
      else sumsDiffering.push(...differingMonths(kept, sums.months()))
      if (found !== scope.digest) differing.push({ scope: scope.id, kept: scope.digest, found })
    }
    return { scopes: scopes.length, records, differing, misfits, unreadable, sumsDiffering, sumsToCome }
  })
}

async function* recordsOf(feed: Feed, { id }: ScopeHead): AsyncGenerator<readonly StoredRecord[], void> {
  let seq = 0
  for (;;) {
    const rows = await feed.rowsAfter(id, seq, RECORDS_AT_A_TIME)
    const last = rows.at(-1)
    if (last === undefined) return
    yield rows.map(({ record }) => record)
    seq = last.record.seq
  }
}

function fitOf(record: StoredRecord): 'fits' | 'unreadable' | { readonly fields: readonly string[] } {
  const definition = definitionOf(record.kind)
  if (definition === undefined || record.schema > schemaVersion(definition)) return 'unreadable'
  // Who wrote what does not matter to whether a body fits.
  const { body } = upcastRecord({ ...record, writers: {}, sharedRev: 0 }, definition)
  const checked = checkBody(record.kind, body)
  return checked.ok ? 'fits' : { fields: checked.fields }
}
