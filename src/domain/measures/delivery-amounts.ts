import type { PlanAction } from '../plan/plan-action.ts'
import type { Named } from '../plan/plan-tree.ts'
import { planInForce } from '../plan/plan-tree.ts'
import { type FinancialYear, financialYearOf, type Quarter, QUARTERS, quarterOf } from '../time/quarter.ts'
import type { LocalDate } from '../time/local-date.ts'
import type { FromLists } from './amount.ts'
import type { Asked, Standing } from './standing.ts'

/** Counts quarters on from any first one, so that two can be compared. */
function quarterNumber(year: FinancialYear, quarter: Quarter): number {
  return year * QUARTERS.length + QUARTERS.indexOf(quarter)
}

function quarterOn(day: LocalDate): number {
  return quarterNumber(financialYearOf(day), quarterOf(day))
}

function lastOf(quarters: readonly Quarter[]): Quarter | null {
  return QUARTERS.findLast((quarter) => quarters.includes(quarter)) ?? null
}

/** Actions of the plan in force that are due by the quarter of the day asked for, with the quarter they are due in. */
function dueActions({ plans, actions }: Standing, { asOf }: Asked) {
  const plan = planInForce(plans, financialYearOf(asOf))
  if (plan === undefined) return null
  const { year } = plan.body
  return actions.flatMap((action: Named<PlanAction>) => {
    const last = action.body.planId === plan.id ? lastOf(action.body.quarters) : null
    const due = last === null ? null : quarterNumber(year, last)
    return due === null || due > quarterOn(asOf) ? [] : [{ action, due }]
  })
}

export const actionsDue: FromLists = {
  take: 'lists',
  words: 'Actions whose last quarter has begun',
  read: (standing, asked) => dueActions(standing, asked)?.length ?? null,
}

export const actionsDone: FromLists = {
  take: 'lists',
  words: 'Of them, those done in that quarter or before',
  read: (standing, asked) =>
    dueActions(standing, asked)?.filter(
      ({ action: { body }, due }) =>
        body.status === 'done' &&
        body.doneOn !== null &&
        body.doneOn <= asked.asOf &&
        quarterOn(body.doneOn) <= due,
    ).length ?? null,
}

/** Moves of the actions of the plan in force from one quarter to another, made by the day asked for. */
function moves({ plans, actions }: Standing, { asOf }: Asked): readonly number[] | null {
  const plan = planInForce(plans, financialYearOf(asOf))
  if (plan === undefined) return null
  return actions
    .filter(({ body }) => body.planId === plan.id)
    .flatMap(({ body }) => body.moves ?? [])
    .flatMap(({ on, from, to }) => {
      const before = lastOf(from)
      const after = lastOf(to)
      if (on > asOf || before === null || after === null) return []
      return [QUARTERS.indexOf(after) - QUARTERS.indexOf(before)]
    })
}

export const timesMoved: FromLists = {
  take: 'lists',
  words: 'Times an action was moved from one quarter to another',
  read: (standing, asked) => moves(standing, asked)?.length ?? null,
}

/** Quarters later; an action moved forward counts below zero. */
export const medianMove: FromLists = {
  take: 'lists',
  words: 'The middle one of all moves, in quarters later',
  read: (standing, asked) => {
    const sorted = moves(standing, asked)?.toSorted((a, b) => a - b) ?? []
    const upper = sorted[Math.floor(sorted.length / 2)]
    const lower = sorted[Math.ceil(sorted.length / 2) - 1]
    return upper === undefined || lower === undefined ? null : (upper + lower) / 2
  },
}

export const climateServices: FromLists = {
  take: 'lists',
  words: 'Services in scope',
  read: ({ climateServices: services }) => services.length,
}

export const climateServicesMapped: FromLists = {
  take: 'lists',
  words: 'Of them, those whose mapping is final',
  read: ({ climateServices: services }, { asOf }) =>
    services.filter(({ body }) => body.stage === 'final' && body.finalOn !== null && body.finalOn <= asOf)
      .length,
}
