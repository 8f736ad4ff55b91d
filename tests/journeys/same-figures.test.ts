// @vitest-environment node
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readBehind } from '#client/data/behind-figure.ts'
import { readFigureSources } from '#client/data/figures.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { measures } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import { figureValue } from '#domain/measures/figure-value.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { standingFrom } from '#domain/measures/standing.ts'
import { lastDayOf, monthsOfQuarter, QUARTERS } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { readReference } from '#server/reference/read-reference.ts'
import type { KeptRecord } from '#server/storage/record-store.ts'
import { loadYear } from '#support/county-year/load-year.ts'
import { makeYear } from '#support/county-year/make-year.ts'
import { temporaryFolder } from '#support/server-open.ts'
import { tabletAt } from '#support/tablets.ts'

const SITE = 'site/bicester'

test('a tablet has the figures of its site that the server’s records give, and the entries behind each', {
  timeout: 90_000,
}, async () => {
  const reference = await readReference()
  const databasePath = join(await temporaryFolder(), 'year.db')
  // A site's tablet holds no other site's entries.
  const year = makeYear(reference, 2022).filter(({ scope }) => scope === SITE || scope === AUTHORITY_SCOPE)
  const { server } = await loadYear(reference, year, { databasePath, seed: 7 })
  onTestFinished(() => server.close())
  const tablet = await tabletAt(server, SITE)
  const held = async () => (await tablet.db.cursors.toArray()).every(({ phase }) => phase === 'following')
  do await runCycle(tablet, httpTransport(tablet))
  while (!(await held()))

  const here = await readFigureSources(tablet.db, 2022, SITE)
  const records = await server.store.recordsAfter('', 1_000_000)
  const running = new RunningSums()
  for (const record of records.filter(isCounted)) running.addEntry(record)
  const there = { sums: sumsByScope(running.months()), standing: standingFrom(records) }

  let entries = 0
  for (const measure of measures) {
    for (const figure of measure.figures) {
      for (const quarter of QUARTERS) {
        const span = monthsOfQuarter(2022, quarter)
        const asked = { site: SITE, span, asOf: lastDayOf(span.last) }
        const value = figureValue(measure, figure, { ...here, asked })
        const name = `${measure.id} ${figure.key} ${quarter}`
        expect(value, name).toEqual(figureValue(measure, figure, { ...there, asked }))
        if (quarter !== 'Q2') continue
        const behind = await readBehind(tablet.db, { figure, site: SITE, span, limit: 10_000 }, here.standing)
        expect(behind.entries.length, name).toBe(value.entries)
        entries += behind.entries.length
      }
    }
  }
  expect(entries).toBeGreaterThan(200)
})

function isCounted(
  record: KeptRecord,
): record is KeptRecord & { readonly day: NonNullable<KeptRecord['day']> } {
  return !record.deleted && record.day !== null
}
