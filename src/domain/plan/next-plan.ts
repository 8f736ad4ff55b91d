import type { Milestone } from './plan-action.ts'
import { type ActionPart, partsOf, type PlanPart } from './plan-part.ts'
import type { Plan } from './plan-records.ts'
import type { Named } from './plan-tree.ts'
import { financialYearName } from '../time/quarter.ts'

export interface NextPlan {
  readonly plan: Named<Plan>
  readonly parts: readonly PlanPart[]
}

/**
 * Next year's plan, begun as a copy of this one: priorities, promises, activities, and the actions that are
 * neither done nor stopped, with their quarters, owners, sites and the milestones still to come. How they go
 * is left open. Each part says which one it goes on from, so that sessions that name that one count for both.
 */
export function nextPlan(from: Named<Plan>, parts: readonly PlanPart[], newId: () => string): NextPlan {
  const plan = {
    id: newId(),
    body: {
      year: from.body.year + 1,
      source: `Begun from the plan of ${financialYearName(from.body.year)}: ${from.body.source}`.slice(
        0,
        2000,
      ),
    },
  }
  const kept = partsOf(from.id, parts).filter((part) => !part.deleted && goesOn(part))
  const ids = new Map(kept.map(({ id }) => [id, newId()]))
  return { plan, parts: kept.map((part) => copied(part, plan.id, ids)) }
}

function goesOn(part: PlanPart): boolean {
  return part.line !== 'action' || (part.body.status !== 'done' && part.body.status !== 'stopped')
}

type NewIds = ReadonlyMap<string, string>

/** Ids of this plan turned into those of the next; what does not go on is left out. */
const turned = (ids: readonly string[], newIds: NewIds): string[] => ids.flatMap((id) => newIds.get(id) ?? [])

function copied(part: PlanPart, planId: string, newIds: NewIds): PlanPart {
  const id = newIds.get(part.id) ?? part.id
  const anew = { planId, earlier: {}, continues: firstOf(part) }
  switch (part.line) {
    case 'priority': {
      const reference = part.body.crossReference
      const priorityId = newIds.get(reference?.priorityId ?? '')
      const crossReference =
        reference === null || priorityId === undefined ? null : { ...reference, priorityId }
      return { ...part, id, body: { ...part.body, ...anew, crossReference } }
    }
    case 'promise':
      return {
        ...part,
        id,
        body: { ...part.body, ...anew, priorityIds: turned(part.body.priorityIds, newIds) },
      }
    case 'activity':
      return {
        ...part,
        id,
        body: { ...part.body, ...anew, priorityIds: turned(part.body.priorityIds, newIds) },
      }
    case 'action':
      return { ...part, id, body: { ...actionAnew(part, newIds), ...anew } }
  }
}

function actionAnew({ body }: ActionPart, newIds: NewIds): ActionPart['body'] {
  const toCome = Object.entries(body.milestones ?? {}).filter(([, milestone]) => isToCome(milestone))
  return {
    ...body,
    places: body.places.map((place) => ({
      ...place,
      priorityId: newIds.get(place.priorityId) ?? place.priorityId,
    })),
    status: null,
    statusNote: null,
    doneOn: null,
    moves: [],
    milestones: Object.fromEntries(toCome),
    evidence: {},
    nearRepeatIds: turned(body.nearRepeatIds ?? [], newIds),
  }
}

function isToCome({ doneOn, removed }: Milestone): boolean {
  return doneOn === null && (removed === undefined || removed === null)
}

/** The id that entries name a part by: that of the first it goes on from, or its own. */
export function firstOf({ id, body }: { id: string; body: { continues: string | null } }): string {
  return body.continues ?? id
}
