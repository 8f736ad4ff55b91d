import * as v from 'valibot'
import { attendances, eventSession } from '../records/event-session.ts'
import type { BodyOf } from '../records/registry.ts'
import { AUDIENCE_LABEL, type Audience } from '../records/vocabulary.ts'
import { grouped } from './grouped.ts'
import type { Named } from './plan-tree.ts'

const { heldState, runBy, counts, onlinePeak, audience, presetId, targetGroupIds, staffMinutes, costPence } =
  eventSession.body.entries

/** What of a session a review of the programme looks at; the rest need not be read for it. */
export const reviewedSessionSchema = v.object({
  heldState,
  runBy,
  counts,
  onlinePeak,
  audience,
  presetId,
  targetGroupIds,
  staffMinutes,
  costPence,
})

export interface ReviewedSession {
  /** The site it was logged for. */
  readonly scope: string
  readonly session: v.InferOutput<typeof reviewedSessionSchema>
}

type Groups = readonly Named<BodyOf<'target-group'>>[]

/** For whom a review is: everyone, those under 18, or one target group by its id. */
export type ForWhom = 'everyone' | 'under-18' | (string & {})

const UNDER_18: readonly Audience[] = ['0-4', '5-11', '12-17']

/** Sessions of one kind, added up. Each amount says of how many sessions it is known. */
export interface ProgrammeRow {
  readonly presetId: string
  readonly sessions: number
  readonly attendances: number
  readonly notCounted: number
  readonly sites: number
  readonly audiences: readonly Audience[]
  readonly groupIds: readonly string[]
  readonly staffMinutes: number
  readonly withStaffTime: number
  readonly costPence: number
  readonly withCost: number
}

export interface ProgrammeReview {
  /** By kind of session, those held most first. */
  readonly rows: readonly ProgrammeRow[]
  /** Audiences, target groups and sites that no session was for or at. */
  readonly missing: {
    readonly audiences: readonly Audience[]
    readonly groupIds: readonly string[]
    readonly siteIds: readonly string[]
  }
}

/** Whether a session took place for the public, with somebody there or nobody having counted. */
function isHeld({ session }: ReviewedSession): boolean {
  return session.heldState === 'held' && session.runBy !== 'hired' && attendances(session) !== 0
}

/** The groups a session was for: those it names, and those that its kind is for. */
function groupsOf({ session }: ReviewedSession, groups: Groups): readonly string[] {
  const named = session.targetGroupIds ?? []
  return groups
    .filter(({ id, body }) => named.includes(id) || (body.presetIds ?? []).includes(session.presetId))
    .map(({ id }) => id)
}

/** What ran, for whom and at what cost, out of the sessions of a time and place. */
export function reviewProgramme(
  all: readonly ReviewedSession[],
  {
    groups,
    siteIds,
    forWhom,
  }: { readonly groups: Groups; readonly siteIds: readonly string[]; readonly forWhom: ForWhom },
): ProgrammeReview {
  const isFor = (one: ReviewedSession): boolean => {
    if (forWhom === 'everyone') return true
    if (forWhom === 'under-18') return UNDER_18.includes(one.session.audience)
    return groupsOf(one, groups).includes(forWhom)
  }
  const held = all.filter((one) => isHeld(one) && isFor(one))
  const rows = [...grouped(held, ({ session }) => session.presetId)].map(([id, sessions]) =>
    rowOf(id, sessions, groups),
  )
  const looked = forWhom === 'under-18' ? UNDER_18 : audiencesInOrder()
  return {
    rows: rows.toSorted((a, b) => b.sessions - a.sessions || (a.presetId < b.presetId ? -1 : 1)),
    missing: {
      audiences: looked.filter((one) => !rows.some(({ audiences }) => audiences.includes(one))),
      groupIds: groups
        .map(({ id }) => id)
        .filter((id) => !rows.some(({ groupIds }) => groupIds.includes(id))),
      siteIds: siteIds.filter((id) => !held.some(({ scope }) => scope === id)),
    },
  }
}

function rowOf(id: string, sessions: readonly ReviewedSession[], groups: Groups): ProgrammeRow {
  const came = sessions.map(({ session }) => attendances(session))
  const known = (values: readonly (number | null)[]) => values.filter((value) => value !== null)
  const minutes = known(sessions.map(({ session }) => session.staffMinutes))
  const costs = known(sessions.map(({ session }) => session.costPence))
  const audiences = new Set(sessions.map(({ session }) => session.audience))
  return {
    presetId: id,
    sessions: sessions.length,
    attendances: sum(known(came)),
    notCounted: came.filter((one) => one === null).length,
    sites: new Set(sessions.map(({ scope }) => scope)).size,
    audiences: audiencesInOrder().filter((one) => audiences.has(one)),
    groupIds: [...new Set(sessions.flatMap((one) => groupsOf(one, groups)))],
    staffMinutes: sum(minutes),
    withStaffTime: minutes.length,
    costPence: sum(costs),
    withCost: costs.length,
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

export function audiencesInOrder(): readonly Audience[] {
  // The keys of the object are the audiences.
  return Object.keys(AUDIENCE_LABEL) as Audience[]
}
