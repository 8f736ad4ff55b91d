import { addDays, daysBetween, type LocalDate, weekStart } from '../time/local-date.ts'
import { FIRST_COUNT_KEY } from './headcount.ts'
import { volunteerShift } from './kinds/volunteer-shift.ts'
import { volunteer } from './kinds/volunteer.ts'
import { digitalHelp } from './kinds/digital-help.ts'
import { series as seriesKind } from './kinds/series.ts'
import { signpostingContact } from './kinds/signposting-contact.ts'
import type { Preset } from './preset.ts'
import { type Body, type RecordKind, readBody } from './registry.ts'
import { sessionInSlot } from './session-again.ts'
import { slotsBetween } from './timetable.ts'
import { shiftOf } from './volunteer-week.ts'

/** A made-up record: what it says, and an id by which others of the year refer to it. */
export interface MadeUp {
  readonly id: string
  readonly kind: RecordKind
  readonly body: Body
}

export interface MadeUpFrom {
  readonly presets: readonly { readonly id: string; readonly body: Preset }[]
  /** Roles that volunteers' hours go to; none gives no hours. */
  readonly roleIds: readonly string[]
  readonly today: LocalDate
  /** From 0 up to but not including 1; the same draws give the same year. */
  readonly random: () => number
}

interface MadeUpSeries {
  readonly title: string
  readonly weekday: string
  readonly startTime: string
  readonly usual: number
}

/** A week at a village library: each of the kind of session that is called so, where the service has one. */
const SERIES: readonly MadeUpSeries[] = [
  { title: 'Rhyme Time', weekday: 'tue', startTime: '10:30', usual: 16 },
  { title: 'Digital skills class', weekday: 'mon', startTime: '14:00', usual: 5 },
  { title: 'Knit and natter', weekday: 'thu', startTime: '11:00', usual: 9 },
  { title: 'Story time', weekday: 'sat', startTime: '10:00', usual: 14 },
]
const VOLUNTEERS = ['Robin', 'Ash', 'Wren', 'Jay', 'Heather']
const WEEKS = 52
const WEEK = 7
/** Not every time is held, and not every time is counted. */
const HELD = 0.93
const COUNTED = 0.95
const TOPICS = ['loneliness', 'money', 'digital', 'caring', 'mental-wellbeing'] as const

/**
 * A year of a site that never was, to try things out with. The latest week is left open, so that there is
 * something to fill in.
 */
export function madeUpYear({ presets, roleIds, today, random }: MadeUpFrom): readonly MadeUp[] {
  let count = 0
  const idOf = (kind: string): string => {
    count += 1
    return `training-${kind}-${count}`
  }
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)]
  const monday = weekStart(today)
  const from = addDays(monday, -WEEKS * WEEK)

  const series = SERIES.flatMap((one, index): readonly MadeUp[] => {
    const preset =
      presets.find(({ body: { title } }) => title === one.title) ??
      presets[index % Math.max(1, presets.length)]
    if (preset === undefined) return []
    const body = {
      ...seriesKind.example,
      ...one,
      title: preset.body.title,
      presetId: preset.id,
      endTime: null,
      isTermTimeOnly: false,
      fromDay: from,
      untilDay: null,
      exceptions: {},
      targetGroupIds: [],
      note: '',
    }
    return [{ id: idOf('series'), kind: 'series', body }]
  })
  const held = series.flatMap(({ id, body }) => {
    const read = readBody('series', body)
    return read === null ? [] : [{ id, body: read }]
  })
  const sessions = slotsBetween(held, { from, until: addDays(monday, -1) }, '', []).flatMap(
    (slot): readonly MadeUp[] => {
      const preset = presets.find(({ id }) => id === slot.series.presetId)?.body
      if (preset === undefined) return []
      const total = Math.max(0, Math.round((slot.series.usual ?? 8) * (0.5 + random())))
      const isHeld = random() < HELD
      const isCounted = random() < COUNTED
      const happened =
        isHeld && isCounted
          ? { heldState: 'held' as const, counts: { [FIRST_COUNT_KEY]: { split: 'none' as const, total } } }
          : { heldState: isHeld ? ('held' as const) : ('cancelled' as const), counts: {} }
      return [
        {
          id: idOf('session'),
          kind: 'event-session',
          body: sessionInSlot(slot, happened, { last: null, preset }),
        },
      ]
    },
  )
  const [roleId] = roleIds
  const volunteers =
    roleId === undefined
      ? []
      : VOLUNTEERS.map((knownAs, index): MadeUp => {
          const body = { ...volunteer.example, code: `T-${index + 1}`, knownAs, roleIds: [roleId], note: '' }
          return { id: idOf('volunteer'), kind: 'volunteer', body }
        })
  const days = Array.from({ length: daysBetween(from, monday) }, (_, after) => addDays(from, after))
  const others = days.flatMap((day): readonly MadeUp[] => {
    const made: MadeUp[] = []
    const one = pick(volunteers)
    if (one !== undefined && roleId !== undefined && random() < 0.4) {
      const minutes = 30 + 15 * Math.floor(random() * 10)
      const about = { volunteerId: one.id, day, roleId, isUnder25: false }
      made.push({ id: idOf('shift'), kind: volunteerShift.kind, body: shiftOf(about, minutes) })
    }
    if (random() < 0.2) {
      const topic = pick(TOPICS) ?? 'other'
      const body = { ...signpostingContact.example, day, topic, action: 'information', serviceId: null }
      made.push({ id: idOf('contact'), kind: signpostingContact.kind, body })
    }
    if (random() < 0.25) {
      made.push({ id: idOf('help'), kind: digitalHelp.kind, body: { ...digitalHelp.example, day, note: '' } })
    }
    return made
  })
  return [...series, ...volunteers, ...sessions, ...others]
}

/** Draws that are the same for the same text, for what is made up: mulberry32 over a hash of it. */
export function seededDraws(seed: string): () => number {
  let state = Array.from(seed).reduce(
    (hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619),
    2166136261,
  )
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
