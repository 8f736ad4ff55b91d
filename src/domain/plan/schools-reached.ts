import type { ClassVisit } from '../records/kinds/class-visit.ts'
import type { School } from '../records/kinds/school.ts'
import type { Named } from './plan-tree.ts'

export interface SchoolsReached {
  readonly reached: readonly Named<School>[]
  /** By phase and name. */
  readonly notReached: readonly Named<School>[]
  /** Schools that were typed by name and are not in the list, as they were typed. */
  readonly notListed: readonly string[]
}

const sameName = (name: string): string => name.trim().toLowerCase()

/** Which schools of the list were met at the visits of a time. Where a loan box went, nobody met. */
export function schoolsReached(
  schools: readonly Named<School>[],
  visits: readonly ClassVisit[],
): SchoolsReached {
  const met = visits.filter(({ direction }) => direction !== 'loan-box')
  const ids = new Set(met.flatMap(({ schoolId }) => schoolId ?? []))
  const typed = new Map(
    met.flatMap(({ schoolName }) =>
      schoolName === null ? [] : [[sameName(schoolName), schoolName.trim()] as const],
    ),
  )
  // Somebody in a hurry types a name that is in the list.
  const isReached = ({ id, body }: Named<School>): boolean => ids.has(id) || typed.has(sameName(body.name))
  const listed = new Set(schools.map(({ body }) => sameName(body.name)))
  return {
    reached: schools.filter(isReached),
    notReached: schools.filter((one) => !isReached(one)).toSorted(byPhaseAndName),
    notListed: [...typed].filter(([name]) => !listed.has(name)).map(([, name]) => name),
  }
}

const PHASES = ['early-years', 'primary', 'secondary', 'special', 'further-higher', 'home-educated']

function byPhaseAndName({ body: a }: Named<School>, { body: b }: Named<School>): number {
  return PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) || a.name.localeCompare(b.name, 'en-GB')
}
