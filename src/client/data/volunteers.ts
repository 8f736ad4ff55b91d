import Dexie from 'dexie'
import { useLiveQuery } from 'dexie-react-hooks'
import * as v from 'valibot'
import { type BodyOf, readBody } from '#domain/records/registry.ts'
import { minutesSignedIn, shiftOf } from '#domain/records/volunteer-week.ts'
import { addDays, type LocalDate, localDateSchema } from '#domain/time/local-date.ts'
import { monthOf } from '#domain/time/quarter.ts'
import type { Database } from './database.ts'
import { deleteDraft, saveDraft } from './drafts.ts'
import { readEntry } from './entries.ts'
import { createRecord, type SaveResult, voidRecord } from './save.ts'
import type { Tablet } from './tablet.ts'
import { useTablet } from './tablet-context.tsx'

export interface Volunteer {
  readonly id: string
  readonly body: BodyOf<'volunteer'>
  /** What they are called at their own site: the "known as" name there, else the code. */
  readonly name: string
}

export interface LoggedShift {
  readonly id: string
  readonly body: BodyOf<'volunteer-shift'>
}

/** A site's volunteers who have not stopped, by name. */
export async function readVolunteers(
  db: Database,
  scope: string,
  today: LocalDate,
): Promise<readonly Volunteer[]> {
  const known = await readKnownVolunteers(db, scope, today)
  return byName(known.filter(({ isListed }) => isListed))
}

function byName(volunteers: readonly Volunteer[]): readonly Volunteer[] {
  return volunteers.toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB', { numeric: true }))
}

/** Everybody who ever was a volunteer at a site, in no order. */
async function readKnownVolunteers(
  db: Database,
  scope: string,
  today: LocalDate,
): Promise<readonly (Volunteer & { readonly isListed: boolean })[]> {
  const rows = await db.records.where('[scope+kind]').equals([scope, 'volunteer']).toArray()
  return rows.flatMap((row) => {
    const body = readBody('volunteer', row.body)
    if (body === null) return []
    const isListed = !row.deleted && (body.until === null || body.until >= monthOf(today))
    return [{ id: row.id, body, name: body.knownAs ?? body.code, isListed }]
  })
}

const WEEK = 7
const SUNDAY = 6

/** Shifts of a week and of the one before, at a site. */
async function readShifts(db: Database, scope: string, monday: LocalDate): Promise<readonly LoggedShift[]> {
  const rows = await db.records
    .where('[scope+day+id]')
    .between([scope, addDays(monday, -WEEK)], [scope, addDays(monday, SUNDAY), Dexie.maxKey])
    .filter((row) => row.kind === 'volunteer-shift' && !row.deleted)
    .toArray()
  return rows.flatMap((row) => {
    const body = readBody('volunteer-shift', row.body)
    return body === null ? [] : [{ id: row.id, body }]
  })
}

/** A site's volunteers, kept up to date on screen; `undefined` until read. */
export function useLiveVolunteers(scope: string): readonly Volunteer[] | undefined {
  const { db, clock } = useTablet()
  return useLiveQuery(() => readVolunteers(db, scope, clock.today()), [db, scope, clock])
}

export interface VolunteerWeek {
  readonly volunteers: readonly Volunteer[]
  /** Who has stopped, or was taken off the list: hours may have been typed for them before. */
  readonly left: readonly Volunteer[]
  readonly shifts: readonly LoggedShift[]
}

/** Who gives time at a site and what is logged of a week and of the one before; `undefined` until read. */
export function useVolunteerWeek(scope: string, monday: LocalDate): VolunteerWeek | undefined {
  const { db, clock } = useTablet()
  return useLiveQuery(async () => {
    const known = await readKnownVolunteers(db, scope, clock.today())
    return {
      volunteers: byName(known.filter(({ isListed }) => isListed)),
      left: byName(known.filter(({ isListed }) => !isListed)),
      shifts: await readShifts(db, scope, monday),
    }
  }, [db, scope, monday, clock])
}

const signInSchema = v.object({ at: v.number(), day: localDateSchema })

/** Somebody who signed in here and has not signed out. On this tablet only, until they do. */
export interface SignIn {
  readonly volunteer: {
    readonly id: string
    readonly name: string
    readonly roleIds: readonly string[]
    readonly isUnder25: boolean
    /** False for somebody who has stopped, or was taken off the list, since they signed in. */
    readonly isListed: boolean
  }
  /** Milliseconds since 1970, by the tablet's clock. */
  readonly at: number
  readonly day: LocalDate
}

const SIGN_IN = 'sign-in/'
const signInKeys = (scope: string): string => `${SIGN_IN}${scope}/`

/** Whether what lies under a key among the drafts is somebody's sign-in. */
export function isSignIn(key: string): boolean {
  return key.startsWith(SIGN_IN)
}
const signInKey = (scope: string, day: LocalDate, volunteerId: string): string =>
  `${signInKeys(scope)}${day}/${volunteerId}`

export async function readSignIns(db: Database, scope: string, today: LocalDate): Promise<readonly SignIn[]> {
  const known = await readKnownVolunteers(db, scope, today)
  const drafts = await db.drafts.where('key').startsWith(signInKeys(scope)).toArray()
  return drafts.flatMap(({ key, value }) => {
    const read = v.safeParse(signInSchema, value)
    if (!read.success) return []
    const id = key.slice(signInKey(scope, read.output.day, '').length)
    return [{ volunteer: signedInAs(id, known), ...read.output }]
  })
}

/** Whose record is not here any more was here all the same, and their time counts. */
function signedInAs(id: string, known: Awaited<ReturnType<typeof readKnownVolunteers>>): SignIn['volunteer'] {
  const found = known.find((volunteer) => volunteer.id === id)
  if (found === undefined) {
    return { id, name: 'Somebody no longer listed', roleIds: [], isUnder25: false, isListed: false }
  }
  const { name, isListed, body } = found
  return { id, name, roleIds: body.roleIds, isUnder25: body.isUnder25, isListed }
}

/** Who is signed in at a site; `undefined` until read. */
export function useSignIns(scope: string): readonly SignIn[] | undefined {
  const { db, clock } = useTablet()
  return useLiveQuery(() => readSignIns(db, scope, clock.today()), [db, scope, clock])
}

/** Somebody comes in. It is on disk when this resolves; one of an earlier day that was forgotten stays beside it. */
export async function signIn(
  tablet: Tablet,
  scope: string,
  volunteerId: string,
  when: { readonly at: number; readonly day: LocalDate },
): Promise<void> {
  await saveDraft(tablet, signInKey(scope, when.day, volunteerId), when)
}

/** Takes a sign-out back: its shift is void, and the person is in again since they came. */
export async function undoSignOut(
  tablet: Tablet,
  scope: string,
  { volunteer, at, day }: SignIn,
  shiftId: string,
): Promise<void> {
  const entry = await readEntry(tablet.db, shiftId)
  if (entry !== null) await voidRecord(tablet, shiftId, entry.seen)
  await signIn(tablet, scope, volunteer.id, { at, day })
}

/** Takes a sign-in back that was a mistake. */
export async function undoSignIn(
  tablet: Tablet,
  scope: string,
  day: LocalDate,
  volunteerId: string,
): Promise<void> {
  await deleteDraft(tablet, signInKey(scope, day, volunteerId))
}

/** Somebody goes: their time becomes a shift, in the same step in which the sign-in is taken away. */
export async function signOut(
  tablet: Tablet,
  scope: string,
  { volunteer, at, day }: SignIn,
  roleId: string,
): Promise<SaveResult> {
  const about = { volunteerId: volunteer.id, day, roleId, isUnder25: volunteer.isUnder25 }
  return createRecord(tablet, {
    kind: 'volunteer-shift',
    scope,
    body: shiftOf(about, minutesSignedIn(at, tablet.clock.now()), 'sign-in'),
    draftKey: signInKey(scope, day, volunteer.id),
  })
}

/** What somebody forgot to sign out of, with the hours a colleague puts in for them. */
export async function putInForgotten(
  tablet: Tablet,
  scope: string,
  { volunteer, day }: SignIn,
  { minutes, roleId }: { readonly minutes: number; readonly roleId: string },
): Promise<SaveResult> {
  const about = { volunteerId: volunteer.id, day, roleId, isUnder25: volunteer.isUnder25 }
  return createRecord(tablet, {
    kind: 'volunteer-shift',
    scope,
    body: { ...shiftOf(about, minutes, 'sign-in'), status: 'forgot-to-sign-out' },
    draftKey: signInKey(scope, day, volunteer.id),
  })
}
