import { createRecord } from '#client/data/save.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { httpTransport } from '#client/sync/transport.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { eventSession } from '#domain/records/event-session.ts'
import { signpostService } from '#domain/records/kinds/signpost-service.ts'
import { series } from '#domain/records/kinds/series.ts'
import { volunteer } from '#domain/records/kinds/volunteer.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { RecordKind } from '#domain/records/registry.ts'
import { addDays, localDateAt, type LocalDate, WEEKDAY_KEYS, weekStart } from '#domain/time/local-date.ts'

/** What a branch has put in once: its series and its volunteers. Kept at the server by a tablet without a screen. */

async function keep(tablet: Tablet, kind: RecordKind, body: Record<string, unknown>): Promise<void> {
  const saved = await createRecord(tablet, { kind, scope: tablet.siteId ?? AUTHORITY_SCOPE, body })
  if (!saved.ok) throw new Error(`${kind}: ${saved.code} ${saved.fields.join()}`)
}

const PRESETS = ['baby-toddler-rhyme', 'digital-class', 'wellbeing-social', 'story-craft-lego']

/** The day it is where the browsers of a test are. */
function todayHere(): LocalDate {
  return localDateAt(Date.now(), 'Europe/London')
}

/** So many sessions a week, spread over the days up to today's, at different hours. */
export async function keepSeries(tablet: Tablet, count: number): Promise<void> {
  const today = todayHere()
  const days = WEEKDAY_KEYS.filter((_, after) => addDays(weekStart(today), after) <= today)
  for (let index = 0; index < count; index += 1) {
    await keep(tablet, 'series', {
      ...series.example,
      title: `Club ${String.fromCharCode(65 + index)}`,
      presetId: `preset/${PRESETS[index % PRESETS.length]}`,
      weekday: days[index % days.length],
      startTime: `${String(9 + Math.floor(index / days.length)).padStart(2, '0')}:30`,
      endTime: null,
      isTermTimeOnly: false,
      fromDay: addDays(weekStart(today), -28),
      untilDay: null,
      exceptions: {},
    })
  }
  await runCycle(tablet, httpTransport(tablet))
}

/** A session of today that nobody has counted yet. */
export async function keepSession(tablet: Tablet, title: string): Promise<void> {
  await keep(tablet, 'event-session', { ...eventSession.example, title, day: todayHere(), counts: {} })
  await runCycle(tablet, httpTransport(tablet))
}

export async function keepVolunteers(tablet: Tablet, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const roleIds = ['volunteer-role/garden']
    await keep(tablet, 'volunteer', { ...volunteer.example, code: `WYC-${name}`, knownAs: name, roleIds })
  }
  await runCycle(tablet, httpTransport(tablet))
}

/** A service of the county's list. */
export async function keepService(county: Tablet, changes: Record<string, unknown>): Promise<void> {
  await keep(county, 'signpost-service', { ...signpostService.example, ...changes })
  await runCycle(county, httpTransport(county))
}
