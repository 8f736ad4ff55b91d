import type { Named } from '../plan/plan-tree.ts'
import type { Body, BodyOf, RecordKind } from '../records/registry.ts'
import { samePerson } from '../records/kinds/volunteer.ts'
import { splitSeries } from '../records/timetable.ts'
import { addDays, type LocalDate } from '../time/local-date.ts'
import { monthOf } from '../time/quarter.ts'
import { mergeOf, type MergeStep, recordsHere, type Site } from './site.ts'
import { siteAfterMerges } from './site-parts.ts'

/** Which site is merged into which, and its own last day. */
export interface Merge {
  readonly fromId: string
  readonly intoId: string
  readonly lastDay: LocalDate
}

export type MergeProblem =
  | 'no-site'
  | 'already-merged'
  | 'already-closed'
  | 'into-itself'
  | 'into-closed'
  | 'in-a-ring'
  | 'before-opening'

export const MERGE_PROBLEM_WORDS: Record<MergeProblem, string> = {
  'no-site': 'This tablet does not hold that site. Choose one from the list.',
  'already-merged': 'This site is merged already. Undo that first.',
  'already-closed': 'This site is closed already. Open it again first, in “Change”.',
  'into-itself': 'A site cannot be merged into itself. Choose another site.',
  'into-closed': 'That site is closed, so nothing can go on there. Choose one that is open.',
  'in-a-ring':
    'That site’s own work goes on here, so the two would go round in a ring. Undo that merge first.',
  'before-opening': 'The last day is before one of the two sites opened. Choose a later day.',
}

/** Why sites cannot be merged so; null where they can. */
export function mergeProblem(
  sites: readonly Named<Site>[],
  { fromId, intoId, lastDay }: Merge,
): MergeProblem | null {
  const [from, into] = [fromId, intoId].map((id) => sites.find((site) => site.id === id)?.body)
  if (from === undefined || into === undefined) return 'no-site'
  if (fromId === intoId) return 'into-itself'
  if (mergeOf(from) !== null) return 'already-merged'
  if (siteAfterMerges(sites, intoId) === fromId) return 'in-a-ring'
  if (from.status === 'closed') return 'already-closed'
  if (!recordsHere(into)) return 'into-closed'
  const opened = [from.openedOn, into.openedOn].flatMap((day) => day ?? [])
  return opened.some((day) => lastDay < day) ? 'before-opening' : null
}

/** What a site keeps in its lists, and what names it in the county's. */
export interface KeptForSite {
  readonly series: readonly Named<BodyOf<'series'>>[]
  readonly volunteers: readonly Named<BodyOf<'volunteer'>>[]
  readonly openingHours: readonly Named<BodyOf<'access-profile'>>[]
  readonly schools: readonly Named<BodyOf<'school'>>[]
  readonly offices: readonly Named<BodyOf<'registration-office'>>[]
}

type OfKind<Kind extends RecordKind> = Kind extends RecordKind
  ? { readonly kind: Kind; readonly id: string; readonly body: BodyOf<Kind> }
  : never

/** A record that is made at the other site, or one as it stands afterwards. */
type Made = OfKind<'series' | 'volunteer'>
type Changed = OfKind<'series' | 'volunteer' | 'access-profile' | 'school' | 'registration-office'>

/** Everything a merge does beside the entries, which it leaves alone. */
export interface MergePlan {
  readonly made: readonly Made[]
  readonly changed: readonly Changed[]
  readonly steps: readonly MergeStep[]
}

/**
 * What a merge does. What looks back stays: entries, targets, agreements. What looks forward goes on:
 * series that still run and volunteers who still come are ended with the last day and made anew at the
 * other site; schools and offices name that site. Opening hours end.
 *
 * @param newId gives ids for what is made
 */
export function planMerge(
  { series, volunteers, openingHours, schools, offices }: KeptForSite,
  { fromId, intoId, lastDay }: Merge,
  newId: () => string,
): MergePlan {
  const made: Made[] = []
  const changed: Changed[] = []
  const steps: MergeStep[] = []
  const end = (one: Changed, until: string, before: string | null): void => {
    changed.push(one)
    steps.push({ did: 'ended', id: one.id, until, before })
  }
  const make = (one: Made): void => {
    made.push(one)
    steps.push({ did: 'made', id: one.id })
  }
  for (const { id, body } of series.filter(({ body: { untilDay } }) => goesOn(untilDay, lastDay))) {
    const from = addDays(lastDay, 1)
    const { after } = splitSeries(body, body.fromDay > from ? body.fromDay : from, {})
    // Times left out later stay noted, so that nothing is missing should the merge be undone.
    end({ kind: 'series', id, body: { ...body, untilDay: lastDay } }, lastDay, body.untilDay)
    make({ kind: 'series', id: newId(), body: after })
  }
  const lastMonth = monthOf(lastDay)
  for (const { id, body } of volunteers.filter(({ body: { until } }) => goesOn(until, lastMonth))) {
    end({ kind: 'volunteer', id, body: { ...body, until: lastMonth } }, lastMonth, body.until)
    // What people are called at a site never leaves it; the code is enough to know them by.
    make({ kind: 'volunteer', id: samePerson(id, newId()), body: { ...body, knownAs: null } })
  }
  for (const { id, body } of openingHours.filter(({ body: { untilDay } }) => goesOn(untilDay, lastDay))) {
    end({ kind: 'access-profile', id, body: { ...body, untilDay: lastDay } }, lastDay, body.untilDay)
  }
  for (const { id, body } of schools.filter(({ body: { nearestSiteId } }) => nearestSiteId === fromId)) {
    changed.push({ kind: 'school', id, body: { ...body, nearestSiteId: intoId } })
    steps.push({ did: 'pointed', id })
  }
  for (const { id, body } of offices.filter(({ body: { nearestSiteId } }) => nearestSiteId === fromId)) {
    changed.push({ kind: 'registration-office', id, body: { ...body, nearestSiteId: intoId } })
    steps.push({ did: 'pointed', id })
  }
  return { made, changed, steps }
}

function goesOn(until: string | null, last: string): boolean {
  return until === null || until > last
}

/** The site as it stands once it is merged. */
export function mergedSite(site: Site, { intoId, lastDay }: Merge, steps: readonly MergeStep[]): Site {
  return { ...site, status: 'closed', closedOn: lastDay, mergedIntoId: intoId, mergeSteps: [...steps] }
}

/** The site as it stands once its merge is undone. */
export function reopenedSite(site: Site): Site {
  return { ...site, status: 'open', closedOn: null, mergedIntoId: null, mergeSteps: [] }
}

/**
 * A record that a merge ended or had name another site, as it was before; null where somebody has changed
 * that since, and so for a record that the merge made.
 */
export function bodyBeforeMerge(body: Body, step: MergeStep, { fromId, intoId }: Merge): Body | null {
  switch (step.did) {
    case 'made':
      return null
    case 'ended': {
      const field = 'until' in body ? 'until' : 'untilDay'
      return body[field] === step.until ? { ...body, [field]: step.before } : null
    }
    case 'pointed':
      return body['nearestSiteId'] === intoId ? { ...body, nearestSiteId: fromId } : null
  }
}
