import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { measures } from '#domain/measures/all-measures.ts'
import { type SumsByScope, sumsByScope } from '#domain/measures/amount.ts'
import { figureValue } from '#domain/measures/figure-value.ts'
import { RunningSums } from '#domain/measures/month-sums.ts'
import { type Standing, standingFrom } from '#domain/measures/standing.ts'
import { localDate } from '#domain/time/local-date.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import { readReference } from '#server/reference/read-reference.ts'
import type { KeptRecord } from '#server/storage/record-store.ts'
import { loadYear } from '#support/county-year/load-year.ts'
import { makeYear } from '#support/county-year/make-year.ts'
import { openReckoner, type Reckoner, SQL_FIGURES } from '#support/county-year/sql-figures.ts'
import type { TestServer } from '#support/server.ts'

const ASKED = {
  Q1: { span: { first: '2022-04', last: '2022-06' }, asOf: localDate('2022-06-30') },
  Q2: { span: { first: '2022-07', last: '2022-09' }, asOf: localDate('2022-09-30') },
  Q3: { span: { first: '2022-10', last: '2022-12' }, asOf: localDate('2022-12-31') },
  Q4: { span: { first: '2023-01', last: '2023-03' }, asOf: localDate('2023-03-31') },
}

let folder: string
let server: TestServer
let reckoner: Reckoner
let sums: SumsByScope
let standing: Standing

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'branchline-'))
  const databasePath = join(folder, 'year.db')
  const reference = await readReference()
  ;({ server } = await loadYear(reference, makeYear(reference, 2022), { databasePath, seed: 7 }))
  const records = await allRecords(server)
  const running = new RunningSums()
  for (const { kind, scope, day, body, deleted } of records) {
    if (!deleted && day !== null) running.addEntry({ kind, scope, day, body })
  }
  sums = sumsByScope(running.months())
  standing = standingFrom(records)
  reckoner = openReckoner(databasePath)
}, 60_000)

afterAll(async () => {
  reckoner.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

async function allRecords({ store }: TestServer): Promise<readonly KeptRecord[]> {
  const all: KeptRecord[] = []
  let page = await store.recordsAfter('', 5000)
  while (page.length > 0) {
    all.push(...page)
    page = await store.recordsAfter(page.at(-1)?.id ?? '', 5000)
  }
  return all
}

test('the made year is as large as the county’s own', () => {
  const count = (where: string) => reckoner.number(`select count(*) as value from records where ${where}`)
  expect(count(`kind = 'event-session'`)).toBe(11_000)
  expect(count(`kind = 'signposting-contact'`)).toBe(10_000)
  expect(count(`kind = 'volunteer'`)).toBe(600)
  const attendances = reckoner.number('select sum(came) as value from sess')
  expect(attendances).toBeGreaterThan(190_000)
  expect(attendances).toBeLessThan(197_000)
  expect(count('deleted = 1')).toBeGreaterThan(100)
  expect(count('rev > 1')).toBeGreaterThan(1000)
})

test('every figure of every site and quarter is what SQL finds in the server’s own tables', () => {
  const names = measures.flatMap(({ id, figures }) => figures.map(({ key }) => `${id} ${key}`))
  expect(SQL_FIGURES.toSorted()).toEqual(names.toSorted())
  const places = [null, ...standing.sites.map(({ id }) => id)]
  let compared = 0
  let values = 0
  for (const measure of measures) {
    for (const figure of measure.figures) {
      const name = `${measure.id} ${figure.key}`
      const differ: unknown[] = []
      let filled = 0
      for (const quarter of QUARTERS) {
        for (const site of places) {
          const asked = { site, ...ASKED[quarter] }
          const { numerator, denominator, value } = figureValue(measure, figure, { sums, standing, asked })
          const found = reckoner.figure(name, site, quarter)
          compared += 1
          if (value !== null && value !== 0) filled += 1
          const isSame =
            numerator === found.numerator && denominator === found.denominator && value === found.value
          if (!isSame) differ.push({ site, quarter, app: { numerator, denominator, value }, found })
        }
      }
      expect(differ, name).toEqual([])
      // Two nothings agree as well: each figure has to have come to something somewhere.
      expect(filled, name).toBeGreaterThan(0)
      values += filled
    }
  }
  process.stdout.write(
    `${compared} figures compared with SQL, ${values} of them neither 0 nor none: ${measures.length} measures, ${places.length} places, 4 quarters\n`,
  )
})
