import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measures } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import { figureProgress, judge } from '#domain/measures/progress.ts'
import { sumsOfPlaces } from '#domain/measures/shown-places.ts'
import { standingFrom } from '#domain/measures/standing.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { buildMissingSums } from '#server/figures/build-sums.ts'
import { readTotalsSources, workOutTotals } from '#server/figures/work-out-totals.ts'
import type { DumpRow, RecordStore } from '#server/storage/record-store.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { EMPTY_DIGEST } from '#sync/digest.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { MADE_YEAR, type MadeCounty } from './made-entries.ts'
import { quantile } from './quantile.ts'

const RUNS = 15
const PAGE = 2000
const TODAY = localDate(`${MADE_YEAR}-12-20`)

/**
 * What the county's figures cost on the server, from a database on disk that holds so many entries: out of
 * the kept sums, and when every sum is worked out from the entries instead. In milliseconds of processor time.
 */
export async function serverFigures(county: MadeCounty, counts: readonly number[]): Promise<string[][]> {
  const lines = [['entries', 'all worked out, ms', 'county, ms', 'of it reading, ms', 'all places, ms']]
  for (const count of counts) {
    const folder = await mkdtemp(join(tmpdir(), 'branchline-'))
    const store = await openSqlStore({
      engine: sqliteEngine(join(folder, 'bench.sqlite')),
      serviceId: county.reference.service.id,
    })
    try {
      await store.load(() => dumpWith(county, count), randomUUID())
      const built = await timeOf(() => buildMissingSums(store))
      const times = { county: [] as number[], reading: [] as number[] }
      for (let run = 0; run < RUNS; run += 1) {
        const from = workedMs()
        const sources = await sourcesOf(store)
        times.reading.push(workedMs() - from)
        overview(sources)
        times.county.push(workedMs() - from)
      }
      const sources = await sourcesOf(store)
      const all = await timeOf(() => workOutTotals(sources, TODAY, async () => undefined))
      const told = [built.toFixed(0), spread(times.county), spread(times.reading), all.toFixed(0)]
      lines.push([count.toLocaleString('en-GB'), ...told])
    } finally {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    }
    process.stderr.write(`server, ${count} entries: done\n`)
  }
  return lines
}

async function sourcesOf(store: RecordStore) {
  const sources = await store.readFeed((feed) => readTotalsSources(feed, MADE_YEAR))
  if (sources === null) throw new Error('the sums are not there')
  return sources
}

function overview({ sums, records }: Awaited<ReturnType<typeof sourcesOf>>): void {
  const standing = standingFrom(records)
  const kept = { sums: sumsByScope(sumsOfPlaces(sums, standing.areas)), standing }
  const asked = { site: null, year: MADE_YEAR, quarter: 'Q3', today: TODAY } as const
  for (const measure of measures) {
    for (const figure of measure.figures) {
      judge(measure, figureProgress(measure, figure, kept, asked), null, { asked, standing })
    }
  }
}

async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const from = workedMs()
  await run()
  return workedMs() - from
}

/** What this process has worked, the database in it: on a machine shared with others the clock tells of them. */
function workedMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function spread(times: readonly number[]): string {
  return `${quantile(times, 0.5).toFixed(0)} / ${quantile(times, 0.95).toFixed(0)}`
}

/** A database as a backup gives it back. */
async function* dumpWith({ reference, entries }: MadeCounty, count: number) {
  const sites = reference.records.filter(({ kind }) => kind === 'site').map(({ id }) => id)
  const scopes = [AUTHORITY_SCOPE, ...sites].map((id) => ({
    id,
    head_seq: count + reference.records.length,
    floor_seq: 0,
    digest: EMPTY_DIGEST,
  }))
  const { id, name } = reference.service
  yield {
    table: 'service',
    rows: [{ id, name, epoch: randomUUID(), installed_at: 0, shared_epoch: null }],
  }
  yield { table: 'scopes', rows: scopes }
  let seq = 0
  let rows: DumpRow[] = []
  const row = (kind: string, about: Pick<DumpRow, 'id' | 'scope' | 'day'>, body: unknown): DumpRow => {
    const definition = definitionOf(kind)
    seq += 1
    return {
      ...about,
      kind,
      rev: 1,
      seq,
      deleted: 0,
      schema_version: definition === undefined ? 1 : schemaVersion(definition),
      body: JSON.stringify(body),
      history: '[]',
      writers: '{}',
      shared_rev: 0,
    }
  }
  rows = reference.records.map(({ id: of, kind, body }) =>
    row(kind, { id: of, scope: AUTHORITY_SCOPE, day: null }, body),
  )
  for (const { kind, scope, day, body } of entries(count)) {
    rows.push(row(kind, { id: `entry-${seq}`, scope, day }, body))
    if (rows.length < PAGE) continue
    yield { table: 'records', rows }
    rows = []
  }
  yield { table: 'records', rows }
}
