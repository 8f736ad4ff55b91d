import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attendances, eventSession, type EventSession } from '#domain/records/event-session.ts'
import { preset } from '#domain/records/preset.ts'
import { attendanceInWords } from '#domain/records/session-words.ts'
import { localDate } from '#domain/time/local-date.ts'
import {
  blankForm,
  correctedSession,
  countedElsewhere,
  formOf,
  isSameForm,
  newSession,
  type SessionForm,
  sessionFormSchema,
} from '#client/features/log/session/session-form.ts'
import { savesInWords, splitGapInWords } from '#client/features/log/session/session-form-words.ts'
import { checkForm } from '#client/features/log/session/session-problems.ts'
import * as v from 'valibot'

const today = localDate('2026-10-14')
const rhymeTime = v.parse(preset.body, preset.example)
const from = { presetId: 'preset/baby-toddler-rhyme', preset: rhymeTime }
const blank = blankForm(from.presetId, rhymeTime, today)
const example: EventSession = v.parse(eventSession.body, eventSession.example)

function logged(part: Partial<SessionForm>): EventSession {
  const checked = checkForm({ ...blank, ...part }, rhymeTime)
  if (!checked.ok) throw new Error(checked.problems.map(({ message }) => message).join('; '))
  return v.parse(eventSession.body, newSession({ ...blank, ...part }, checked.day, from))
}

function problemFields(part: Partial<SessionForm>): readonly string[] {
  const checked = checkForm({ ...blank, ...part }, rhymeTime)
  return checked.ok ? [] : checked.problems.map(({ field }) => field)
}

const bands = (part: Partial<SessionForm['bands']>): SessionForm['bands'] => ({ ...blank.bands, ...part })

describe('how many came', () => {
  test('one number is one contribution, which sorts before those of other tablets', () => {
    expect(logged({ total: '14' }).counts).toEqual({ '0': { split: 'none', total: 14 } })
  })

  test('blank is not zero: it is held and not counted, and says so before saving', () => {
    const session = logged({ total: '' })

    expect(session.heldState).toBe('held')
    expect(attendances(session)).toBeNull()
    expect(attendanceInWords(session)).toBe('not counted')
    expect(savesInWords(blank)).toBe('No number: will be saved as held, not counted')
  })

  test('0 at a session that was held means nobody came', () => {
    const session = logged({ total: '0' })

    expect(session.heldState).toBe('held-no-attendance')
    expect(attendances(session)).toBe(0)
    expect(savesInWords({ ...blank, total: '0' })).toBe('Will be saved as held, nobody came')
  })

  test('a cancelled session keeps no number typed before', () => {
    const session = logged({ total: '14', heldState: 'cancelled' })

    expect(session.counts).toEqual({})
    expect(attendanceInWords(session)).toBe('cancelled')
  })

  test('spaces and thousands commas are let pass', () => {
    expect(attendances(logged({ total: ' 1,204 ' }))).toBe(1204)
  })

  test('what is no whole number of people is a problem beside its own field', () => {
    for (const total of ['about 12', '-3', '4.5', '123456'])
      expect(problemFields({ total }), total).toEqual(['total'])
    expect(problemFields({ isSplit: true, bands: bands({ '5-11': 'x' }) })).toEqual(['5-11'])
    expect(problemFields({ total: 'x', heldState: 'cancelled' })).toEqual([])
  })
})

describe('a split by age', () => {
  test('bands left blank were not counted and are left out', () => {
    const session = logged({ isSplit: true, bands: bands({ '0-4': '8', '25-64': '6' }) })

    expect(session.counts).toEqual({
      '0': { split: 'age', byAge: { '0-4': 8, '25-64': 6 }, stated: null },
    })
    expect(attendances(session)).toBe(14)
  })

  test('a total that agrees is not kept twice', () => {
    const session = logged({ total: '14', isSplit: true, bands: bands({ '0-4': '8', unknown: '6' }) })

    expect(session.counts['0']).toMatchObject({ stated: null })
  })

  test('a total that disagrees is said beside the field, and still saves', () => {
    const part = { total: '14', isSplit: true, bands: bands({ '0-4': '8' }) }

    expect(splitGapInWords({ ...blank, ...part })).toContain('leave out 6 people of the total')
    expect(logged(part).counts['0']).toEqual({ split: 'age', byAge: { '0-4': 8 }, stated: 14 })
  })

  test('opened but left blank, the one number stands', () => {
    expect(logged({ total: '14', isSplit: true }).counts['0']).toEqual({ split: 'none', total: 14 })
  })

  test('folded away again, the ages typed are not saved', () => {
    expect(logged({ total: '14', bands: bands({ '0-4': '8' }) }).counts['0']).toEqual({
      split: 'none',
      total: 14,
    })
  })
})

describe('the rest of the form', () => {
  test('everything the preset sets is copied into the session', () => {
    const session = logged({ total: '14' })

    expect(session).toMatchObject({
      title: 'Rhyme Time',
      presetId: from.presetId,
      audience: '0-4',
      primaryPriorityId: 'priority/7',
      alsoPriorityIds: ['priority/3'],
      activityIds: ['activity/1.1', 'activity/1.2'],
      actionIds: ['action/SDP22-21'],
    })
  })

  test('an unticked action is left out', () => {
    expect(logged({ actionIds: [] }).actionIds).toEqual([])
  })

  test('a day, a title and a readable time are asked for; a note may be long but not endless', () => {
    expect(problemFields({ day: '' })).toEqual(['day'])
    expect(problemFields({ day: '2026-02-31' })).toEqual(['day'])
    expect(problemFields({ title: '  ' })).toEqual(['title'])
    expect(problemFields({ startTime: '25:00' })).toEqual(['startTime'])
    expect(problemFields({ note: 'x'.repeat(4001) })).toEqual(['note'])
  })
})

describe('correcting', () => {
  test('a form opened and saved unchanged changes nothing', () => {
    expect(correctedSession(formOf(example), example.day, example, 'unused')).toEqual(example)
  })

  test('a correction writes over the contribution it shows and adds none', () => {
    const corrected = correctedSession({ ...formOf(example), total: '15' }, example.day, example, 'unused')

    expect(corrected.counts).toEqual({ 'door-1': { split: 'none', total: 15 } })
  })

  test('a session that was not counted takes a number under a new key', () => {
    const uncounted = { ...example, counts: {} }
    const corrected = correctedSession(
      { ...formOf(uncounted), total: '3' },
      example.day,
      uncounted,
      'count-2',
    )

    expect(corrected.counts).toEqual({ 'count-2': { split: 'none', total: 3 } })
  })

  test('what another tablet counted stays as it is', () => {
    const twoDoors: EventSession = {
      ...example,
      counts: { 'door-1': { split: 'none', total: 14 }, 'door-2': { split: 'none', total: 5 } },
    }
    const corrected = correctedSession({ ...formOf(twoDoors), total: '0' }, example.day, twoDoors, 'unused')

    expect(countedElsewhere(twoDoors)).toBe(5)
    expect(corrected.heldState).toBe('held')
    expect(attendances(corrected)).toBe(5)
  })

  test('fields a newer build wrote are kept', () => {
    const newer = { ...example, weather: 'snow' }

    expect(correctedSession({ ...formOf(newer), total: '1' }, example.day, newer, 'unused')).toMatchObject({
      weather: 'snow',
    })
  })
})

describe('always', () => {
  const people = fc.oneof(fc.constant(''), fc.nat({ max: 99_999 }).map(String))
  const form = fc.record({
    total: people,
    isSplit: fc.boolean(),
    heldState: fc.constantFrom<SessionForm['heldState']>(
      'held',
      'held-no-attendance',
      'cancelled',
      'postponed',
    ),
    under5: people,
    adults: people,
  })

  test('a form that passes its check makes a session the record schema takes', () => {
    fc.assert(
      fc.property(form, ({ under5, adults, ...part }) => {
        const typed = { ...blank, ...part, bands: bands({ '0-4': under5, '25-64': adults }) }
        expect(checkForm(typed, from.preset).ok).toBe(true)
        expect(v.is(eventSession.body, newSession(typed, today, from))).toBe(true)
      }),
    )
  })

  test('a session saved, opened and saved again is the same session', () => {
    fc.assert(
      fc.property(form, ({ under5, adults, ...part }) => {
        const typed = { ...blank, ...part, bands: bands({ '0-4': under5, '25-64': adults }) }
        const session = v.parse(eventSession.body, newSession(typed, today, from))
        expect(correctedSession(formOf(session), today, session, 'unused')).toEqual(session)
      }),
    )
  })

  test('a form kept as a draft comes back the same', () => {
    const typed = { ...blank, total: '1o', note: 'half', bands: bands({ '65+': '3' }) }

    expect(isSameForm(v.parse(sessionFormSchema, JSON.parse(JSON.stringify(typed))), typed)).toBe(true)
    expect(isSameForm(typed, blank)).toBe(false)
  })
})
