import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  foldPad,
  type Lane,
  LANES,
  laneTotal,
  momentTotals,
  type PadEvent,
  padEventSchema,
  padResult,
  type PadStep,
} from '#domain/records/counting-pad.ts'
import { countedForAttendance, headcountTotal, headcountsSchema } from '#domain/records/headcount.ts'
import * as v from 'valibot'

const steps = (events: readonly PadEvent[]): readonly PadStep[] =>
  events.map((event, index) => ({ n: index + 1, at: index * 1000, event }))

const tap = (lane: Lane, by: 1 | -1 = 1): PadEvent => ({ what: 'tap', lane, by })
const KEY = 'b2f0c8a4-6b1e-7cc1-8a55-0123456789ab'
const resultOf = (...events: PadEvent[]) => padResult(foldPad(steps(events)), KEY)

describe('a counting pad', () => {
  test('adds a person a tap, lane by lane, and never counts fewer than nobody', () => {
    const state = foldPad(steps([tap('under-12'), tap('under-12'), tap('18+'), tap('12-17', -1)]))
    expect(LANES.map((lane) => laneTotal(state, lane))).toEqual([0, 2, 0, 1, 0])
    expect(state.taps.map(({ n }) => n)).toEqual([3, 2, 1])
  })

  test('a tap is taken back by its number, whenever it was, and an undo can be of any of them', () => {
    const state = foldPad(steps([tap('all'), tap('all'), tap('all'), { what: 'undo', n: 2 }]))
    expect(laneTotal(state, 'all')).toBe(2)
    expect(state.taps.map(({ n }) => n)).toEqual([3, 1])
  })

  test('one key gives one number; three keys give the split of the national return', () => {
    expect(resultOf(tap('all'), tap('all')).counts).toEqual({ [`${KEY}-a`]: { split: 'none', total: 2 } })
    expect(resultOf(tap('under-12'), tap('18+'), tap('18+')).counts).toEqual({
      [`${KEY}-r`]: { split: 'return', byReturn: { 'under-12': 1, '18+': 2 } },
    })
  })

  test('people counted before the keys were split are kept beside the split', () => {
    const { counts } = resultOf(tap('all'), tap('18+'))
    expect(Object.values(counts)).toEqual([
      { split: 'return', byReturn: { '18+': 1 } },
      { split: 'none', total: 1 },
    ])
  })

  test('people online are no part of the headcount', () => {
    const { counts, online } = resultOf(tap('all'), tap('online'), tap('online'))
    expect(online).toBe(2)
    expect(Object.values(counts)).toEqual([{ split: 'none', total: 1 }])
    expect(resultOf(tap('all')).online).toBeNull()
  })

  test('a walk through the building adds its parts up, and nobody in a part is said', () => {
    const { counts, note } = resultOf(
      { what: 'area', name: 'Ground floor' },
      tap('all'),
      tap('all'),
      { what: 'area', name: 'Children’s corner' },
      { what: 'zero' },
      { what: 'area', name: 'Upstairs' },
    )
    expect(Object.values(counts)).toEqual([{ split: 'none', total: 2 }])
    // Nobody has looked upstairs, which is not the same as nobody being there.
    expect(note).toBe('Counted by part: Ground floor 2, Children’s corner 0')
  })

  test('of heads at the start, half-way and at the end the highest counts, and all are kept', () => {
    const events: PadEvent[] = [
      { what: 'moment', moment: 'start' },
      tap('all'),
      { what: 'moment', moment: 'middle' },
      tap('all'),
      tap('all'),
      { what: 'moment', moment: 'end' },
      { what: 'zero' },
    ]
    expect(momentTotals(foldPad(steps(events)))).toEqual([
      { moment: 'start', people: 1 },
      { moment: 'middle', people: 2 },
      { moment: 'end', people: 0 },
    ])
    const { counts } = resultOf(...events)
    expect(Object.keys(counts)).toHaveLength(3)
    expect(countedForAttendance(counts).map(headcountTotal)).toEqual([2])
  })

  test('a pause and a colleague taking over are kept, and change no number', () => {
    const events: PadEvent[] = [tap('all'), { what: 'pause' }, { what: 'hand-over', to: 'Ben' }]
    expect(foldPad(steps(events))).toMatchObject({ isPaused: true, countedBy: 'Ben' })
    expect(foldPad(steps([...events, { what: 'resume' }, tap('all')]))).toMatchObject({ isPaused: false })
  })

  test('nothing counted gives no count at all, which is not a 0', () => {
    expect(resultOf({ what: 'pause' }).counts).toEqual({})
    expect(Object.values(resultOf({ what: 'zero' }).counts)).toEqual([{ split: 'none', total: 0 }])
  })

  test('whatever was tapped and taken back, what the pad shows is what the session gets', () => {
    const event = fc.oneof(
      fc.record({
        what: fc.constant('tap' as const),
        lane: fc.constantFrom<Lane>('all', 'under-12', '12-17', '18+'),
        by: fc.constantFrom<1 | -1>(1, 1, 1, -1),
      }),
      fc.record({ what: fc.constant('undo' as const), n: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ what: fc.constant('area' as const), name: fc.constantFrom('Upstairs', 'Hall') }),
    )
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        for (const one of events) expect(v.is(padEventSchema, one)).toBe(true)
        const state = foldPad(steps(events))
        const { counts } = padResult(state, KEY)
        expect(v.is(headcountsSchema, counts)).toBe(true)
        const counted = Object.values(counts).reduce((sum, one) => sum + (headcountTotal(one) ?? 0), 0)
        const shown = LANES.filter((lane) => lane !== 'online').reduce(
          (sum, lane) => sum + laneTotal(state, lane),
          0,
        )
        expect(counted).toBe(shown)
        expect(shown).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
