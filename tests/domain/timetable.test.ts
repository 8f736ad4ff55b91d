import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventSession, type EventSession } from '#domain/records/event-session.ts'
import { calendarPeriod, type CalendarPeriod } from '#domain/records/kinds/calendar-period.ts'
import { series as seriesKind, type Series } from '#domain/records/kinds/series.ts'
import { preset } from '#domain/records/preset.ts'
import { readBody } from '#domain/records/registry.ts'
import { sameAgain, sessionInSlot } from '#domain/records/session-again.ts'
import { type Slot, slotsBetween, splitSeries } from '#domain/records/timetable.ts'
import { addDays, daysBetween, localDate, weekdayOf, weekStart } from '#domain/time/local-date.ts'

const SITE = 'site/wychwood'
const OCTOBER = { from: localDate('2026-10-01'), until: localDate('2026-10-31') }

function aSeries(changes: Partial<Series> = {}): Series {
  const read = readBody('series', {
    ...seriesKind.example,
    exceptions: {},
    isTermTimeOnly: false,
    ...changes,
  })
  if (read === null) throw new Error('not a series')
  return read
}

function aPeriod(changes: Partial<CalendarPeriod>): CalendarPeriod {
  const read = readBody('calendar-period', { ...calendarPeriod.example, siteIds: [], ...changes })
  if (read === null) throw new Error('not a period')
  return read
}

const slotsOf = (series: Series, periods: readonly CalendarPeriod[] = [], span = OCTOBER): readonly Slot[] =>
  slotsBetween([{ id: 'series-1', body: series }], span, SITE, periods)

const daysOf = (...args: Parameters<typeof slotsOf>): readonly string[] =>
  slotsOf(...args).map(({ day }) => day.slice(8))

describe('the days of a series', () => {
  test('every week, from its first time to its last', () => {
    expect(daysOf(aSeries())).toEqual(['06', '13', '20', '27'])
    const part = { fromDay: localDate('2026-10-07'), untilDay: localDate('2026-10-20') }
    expect(daysOf(aSeries(part))).toEqual(['13', '20'])
  })

  test('every second week counts from the week of its first time', () => {
    const fortnightly = { repeats: 'fortnightly' } as const
    expect(daysOf(aSeries({ ...fortnightly, fromDay: localDate('2026-09-08') }))).toEqual(['06', '20'])
    expect(daysOf(aSeries({ ...fortnightly, fromDay: localDate('2026-09-15') }))).toEqual(['13', '27'])
  })

  test('once a month: the third Tuesday, the last one, or the same as the first time', () => {
    const monthly = { repeats: 'monthly' } as const
    expect(daysOf(aSeries({ ...monthly, weekOfMonth: '3' }))).toEqual(['20'])
    expect(daysOf(aSeries({ ...monthly, weekOfMonth: 'last' }))).toEqual(['27'])
    expect(daysOf(aSeries({ ...monthly, fromDay: localDate('2026-09-08') }))).toEqual(['13'])
  })

  test('in term time only: in a term, and always where nobody has put in the terms', () => {
    const inTerm = aSeries({ isTermTimeOnly: true })
    const term = aPeriod({
      type: 'term',
      fromDay: localDate('2026-09-02'),
      untilDay: localDate('2026-10-23'),
    })
    expect(daysOf(inTerm, [term])).toEqual(['06', '13', '20'])
    expect(daysOf(inTerm)).toEqual(['06', '13', '20', '27'])
    expect(daysOf(aSeries(), [term])).toEqual(['06', '13', '20', '27'])
  })

  test('not on a day the site is closed, and of another site’s closure nothing is felt', () => {
    const closed = { fromDay: localDate('2026-10-12'), untilDay: localDate('2026-10-14') }
    expect(daysOf(aSeries(), [aPeriod({ ...closed, type: 'closure' })])).toEqual(['06', '20', '27'])
    expect(daysOf(aSeries(), [aPeriod({ ...closed, type: 'bank-holiday' })])).toEqual(['06', '20', '27'])
    const elsewhere = aPeriod({ ...closed, type: 'closure', siteIds: ['site/thame'] })
    expect(daysOf(aSeries(), [elsewhere])).toEqual(['06', '13', '20', '27'])
  })

  test('a time left out is not there; one moved stands on its new day, from whatever month', () => {
    const changed = aSeries({
      exceptions: {
        [localDate('2026-10-13')]: { is: 'skipped' },
        [localDate('2026-10-20')]: { is: 'moved', toDay: localDate('2026-10-22'), startTime: '14:00' },
        [localDate('2026-09-29')]: { is: 'moved', toDay: localDate('2026-10-01'), startTime: null },
      },
    })
    expect(slotsOf(changed)).toMatchObject([
      { day: '2026-10-01', plannedDay: '2026-09-29', startTime: '10:30', isMoved: true },
      { day: '2026-10-06', isMoved: false },
      { day: '2026-10-22', plannedDay: '2026-10-20', startTime: '14:00', isMoved: true },
      { day: '2026-10-27', isMoved: false },
    ])
  })

  test('a change from a day on leaves what was before it as it was', () => {
    const moved = { is: 'skipped' } as const
    const before = aSeries({
      exceptions: { [localDate('2026-10-06')]: moved, [localDate('2026-10-27')]: moved },
    })
    const split = splitSeries(before, localDate('2026-10-14'), { weekday: 'thu', startTime: '11:00' })
    expect(daysOf(split.before)).toEqual(['13'])
    expect(slotsOf(split.after).map(({ day, startTime }) => `${day} ${startTime}`)).toEqual([
      '2026-10-15 11:00',
      '2026-10-22 11:00',
      '2026-10-29 11:00',
    ])
    expect(Object.keys(split.after.exceptions)).toEqual(['2026-10-27'])
  })

  test('whatever the series and the span, each time is on its weekday, within both, and once', () => {
    const day = fc.integer({ min: 0, max: 800 }).map((after) => addDays(localDate('2025-09-01'), after))
    fc.assert(
      fc.property(
        fc.record({
          weekday: fc.constantFrom('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'),
          repeats: fc.constantFrom('weekly', 'fortnightly', 'monthly'),
          weekOfMonth: fc.constantFrom(null, '1', '4', 'last'),
          fromDay: day,
          untilDay: fc.option(day),
        }),
        day,
        fc.nat(60),
        (given, from, length) => {
          const series = aSeries(given)
          const until = addDays(from, length)
          const days = slotsOf(series, [], { from, until }).map((slot) => slot.day)
          expect(new Set(days).size).toBe(days.length)
          for (const one of days) {
            expect(weekdayOf(one)).toBe(series.weekday)
            expect(daysBetween(from, one)).toBeGreaterThanOrEqual(0)
            expect(daysBetween(one, until)).toBeGreaterThanOrEqual(0)
            expect(daysBetween(series.fromDay, one)).toBeGreaterThanOrEqual(0)
            if (series.untilDay !== null) expect(daysBetween(one, series.untilDay)).toBeGreaterThanOrEqual(0)
            if (series.repeats === 'fortnightly') {
              expect(daysBetween(weekStart(series.fromDay), weekStart(one)) % 14).toBe(0)
            }
          }
          // Two weeks of a weekly series have two times, three months of a monthly one have three.
          if (series.repeats === 'weekly' && series.untilDay === null && from >= series.fromDay) {
            expect(days).toHaveLength(
              Array.from({ length: length + 1 }, (_, after) => addDays(from, after)).filter(
                (one) => weekdayOf(one) === series.weekday,
              ).length,
            )
          }
        },
      ),
    )
  })
})

describe('same as last time', () => {
  const last: EventSession = {
    ...read(eventSession.example),
    note: 'The heating was off',
    capacity: 20,
    booked: 18,
    partnerIds: ['partner-1'],
    firstTimers: 3,
    startTime: '10:15',
    audience: '5-11',
  }

  function read(body: Record<string, unknown>): EventSession {
    const session = readBody('event-session', body)
    if (session === null) throw new Error('not a session')
    return session
  }

  test('copies everything but the number and what was about that day', () => {
    const again = sameAgain(last)
    expect(again).toMatchObject({ audience: '5-11', capacity: 20, partnerIds: ['partner-1'] })
    for (const field of ['counts', 'note', 'day', 'heldState', 'booked', 'firstTimers', 'feedback']) {
      expect(again).not.toHaveProperty(field)
    }
  })

  test('a time of a series is as the one before, on its own day, with the series’ name and hour', () => {
    const [slot] = slotsOf(aSeries({ title: 'Rhyme and sign', startTime: '10:45' }))
    if (slot === undefined) throw new Error('no time')
    const counts = { '0': { split: 'none' as const, total: 14 } }
    const made = sessionInSlot(slot, { heldState: 'held', counts }, { last, preset: preset.example })
    expect(read(made)).toMatchObject({
      day: '2026-10-06',
      title: 'Rhyme and sign',
      startTime: '10:45',
      seriesId: 'series-1',
      audience: '5-11',
      capacity: 20,
      booked: null,
      note: '',
      counts,
    })
  })

  test('the first time of a series is as its kind of session says', () => {
    const [slot] = slotsOf(aSeries())
    if (slot === undefined) throw new Error('no time')
    const made = read(
      sessionInSlot(slot, { heldState: 'cancelled', counts: {} }, { last: null, preset: preset.example }),
    )
    expect(made).toMatchObject({
      heldState: 'cancelled',
      presetId: 'preset/baby-toddler-rhyme',
      audience: preset.example.audiences[0],
      primaryPriorityId: preset.example.primaryPriorityId,
      countMethod: 'counted',
    })
  })

  test('a time is for the groups of the last one; where that named none, for those its series is planned for', () => {
    const [slot] = slotsOf(aSeries({ targetGroupIds: ['target-group/carers'] }))
    const [open] = slotsOf(aSeries({ targetGroupIds: [] }))
    if (slot === undefined || open === undefined) throw new Error('no time')
    const groups = (of: Slot, before: EventSession | null) =>
      read(sessionInSlot(of, { heldState: 'held', counts: {} }, { last: before, preset: preset.example }))
        .targetGroupIds
    const arrivals = read({ ...eventSession.example, targetGroupIds: ['target-group/new-arrivals'] })
    const none = read({ ...eventSession.example, targetGroupIds: [] })
    expect(groups(slot, null)).toEqual(['target-group/carers'])
    expect(groups(slot, none)).toEqual(['target-group/carers'])
    expect(groups(slot, arrivals)).toEqual(['target-group/new-arrivals'])
    expect(groups(open, arrivals)).toEqual(['target-group/new-arrivals'])
    expect(groups(open, null)).toEqual([])
  })
})
