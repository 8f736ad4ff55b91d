import fc from 'fast-check'
import { expect, test } from 'vitest'
import { measureOf, measures } from '#domain/measures/all-measures.ts'
import { sumsByScope } from '#domain/measures/amount.ts'
import { figureTotals, viewFromTotals } from '#domain/measures/county-totals.ts'
import { viewFromSums } from '#domain/measures/figure-view.ts'
import { addedUp, RunningSums } from '#domain/measures/month-sums.ts'
import { areaNames, type PlaceAsked, placeKey } from '#domain/measures/place-asked.ts'
import { judge } from '#domain/measures/progress.ts'
import { type ShownPlace, shownPlaces, sumsOfPlaces } from '#domain/measures/shown-places.ts'
import { type Standing, standingFrom } from '#domain/measures/standing.ts'
import { DEFAULT_THRESHOLDS, SUPPRESSED } from '#domain/measures/suppression.ts'
import { checkBody, definitionOf } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { QUARTERS } from '#domain/time/quarter.ts'
import { readReference } from '#server/reference/read-reference.ts'
import { makeYear } from '#support/county-year/make-year.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'

const reference = await readReference()
const whole = standingFrom(
  reference.records.map((record) => ({ ...record, scope: AUTHORITY_SCOPE, deleted: false })),
)

const TODAY = localDate('2022-11-20')

const SITES_TOLD = ['site/bicester', 'site/oxfordshire-history-centre']

/** Some of the sites, among them several of one area and one in none. */
const standing: Standing = {
  ...whole,
  sites: whole.sites.filter(({ id }, index) => index % 6 === 0 || SITES_TOLD.includes(id)),
}

function keptFrom(
  entries: readonly { kind: string; scope: string; body: object }[],
  thresholds = DEFAULT_THRESHOLDS,
) {
  const running = new RunningSums({ everywhere: false })
  for (const { kind, scope, body } of entries) {
    const checked = checkBody(kind, { ...definitionOf(kind)?.example, ...body })
    // Nobody logs what has not been yet.
    if (!checked.ok || checked.day === null || checked.day > TODAY) continue
    running.addEntry({ kind, scope, day: checked.day, body: checked.body })
  }
  return { sums: sumsByScope(sumsOfPlaces(running.months(), standing.areas)), standing, thresholds }
}

test('a year as it leaves the server says of every place what its entries say, but for what is hidden', {
  timeout: 90_000,
}, () => {
  const kept = keptFrom(makeYear(reference, 2022))
  const own = viewFromSums(kept)
  const year = 2022
  const today = TODAY
  const places: readonly PlaceAsked[] = [
    { site: null },
    ...areaNames(standing.areas).map((area) => ({ site: null, area })),
    ...SITES_TOLD.map((site) => ({ site })),
  ]
  let compared = 0
  let hidden = 0
  for (const measure of measures) {
    for (const figure of measure.figures) {
      const told = figureTotals(measure, figure, shownPlaces(measure, figure, kept, { year, today }))
      const sent: typeof told = JSON.parse(JSON.stringify(told))
      for (const place of places) {
        for (const quarter of ['Q1', 'Q3', 'Q4'] as const) {
          const asked = { ...place, year, quarter, today }
          const here = own(measure, figure, asked)
          const there = viewFromTotals(figure, sent, asked)
          const name = `${measure.id} ${figure.key} ${placeKey(place)} ${quarter}`
          if (there.shown.isHidden || here.shown.isHidden) {
            hidden += 1
            continue
          }
          expect(there.shown, name).toEqual(here.shown)
          const { lastYear, direction, span } = here.progress
          expect(there.progress, name).toMatchObject({ lastYear, direction, span })
          const judged = (view: typeof here) =>
            judge(measure, view.progress, { value: 90, due: null }, { asked, standing })
          expect(judged(there), name).toEqual(judged(here))
          compared += 1
        }
      }
    }
  }
  expect(compared).toBeGreaterThan(1000)
  expect(hidden).toBeGreaterThan(20)
})

const SITES = standing.sites.map(({ id }) => id).slice(0, 12)
const contacts = fc.array(
  fc.record({
    scope: fc.constantFrom(...SITES),
    many: fc.integer({ min: 1, max: 9 }),
    month: fc.constantFrom('05', '08', '11'),
  }),
  { minLength: 1, maxLength: 14 },
)

/** What a year's figures of all places tell of few people, each in a sentence. */
function leaksIn(places: readonly ShownPlace[]): readonly string[] {
  const told = new Map(places.map(({ place, shown }) => [placeKey(place), shown]))
  const few = (value: number) => value > 0 && value < 5
  const ofPlaces = places.flatMap(({ place, reader, shown }) =>
    QUARTERS.flatMap((quarter, index) => {
      const name = `${placeKey(place)} ${quarter}`
      const isSmallShown = few(reader.quarter(quarter)?.value ?? 0) && shown.quarter[index] !== SUPPRESSED
      // A quarter is the year to date less the year to date before it.
      const [before, after] = [index === 0 ? 0 : shown.toDate[index - 1], shown.toDate[index]]
      const isDifferenceFew = typeof before === 'number' && typeof after === 'number' && few(after - before)
      return [
        ...(isSmallShown ? [`${name} is shown`] : []),
        ...(isDifferenceFew ? [`${name} is a difference`] : []),
      ]
    }),
  )
  const ofAreas = areaNames(standing.areas).flatMap((area) => {
    const sites = standing.sites.filter(({ id }) => standing.areas.get(id) === area)
    const gone = sites.filter(({ id }) => told.get(id)?.toDate[2] === SUPPRESSED).length
    const total = told.get(placeKey({ site: null, area }))?.toDate[2]
    // Where the area's number is told, a site that knows its own leaves two others that nobody can tell apart.
    return typeof total === 'number' && gone > 0 && gone < 3 ? [`${area} tells of ${gone} sites`] : []
  })
  return [...ofPlaces, ...ofAreas]
}

test('whatever few people there are: no small number is told, and no sum of places or quarters gives one back', () => {
  const measure = measureOf('3.1')
  if (measure === undefined) throw new Error('no contacts')
  fc.assert(
    fc.property(contacts, (made) => {
      const entries = made.flatMap(({ scope, many, month }) =>
        Array.from({ length: many }, () => ({
          kind: 'signposting-contact',
          scope,
          body: { day: `2022-${month}-14`, depth: 'brief' },
        })),
      )
      const kept = keptFrom(entries)
      const places = shownPlaces(measure, measure.figures[0], kept, { year: 2022, today: TODAY })
      expect(leaksIn(places)).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('sums of several places added up are the sums of all their entries', () => {
  const month = '2022-05'
  const cell = (entries: number) => ({
    entries,
    amount: 10 * entries,
    notCounted: 0,
    sampled: 0,
    estimated: 1,
  })
  const sums = [
    { scope: 'site/a', month, cells: { all: cell(1) } },
    { scope: 'site/b', month, cells: { all: cell(2), people: cell(3) } },
  ]
  expect(addedUp(sums, 'area:North')).toEqual([
    { scope: 'area:North', month, cells: { all: { ...cell(3), estimated: 2 }, people: cell(3) } },
  ])
  expect(sums[0]?.cells.all).toEqual(cell(1))
})
