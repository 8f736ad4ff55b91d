import { useMemo } from 'react'
import {
  type HeldPlans,
  PART_KINDS,
  PART_LINES,
  type PartLine,
  type PlanPart,
  treeOf,
} from '#domain/plan/plan-part.ts'
import type { Plan } from '#domain/plan/plan-records.ts'
import { type Named, planInForce, type PlanTree } from '#domain/plan/plan-tree.ts'
import { readBody } from '#domain/records/registry.ts'
import type { FinancialYear } from '#domain/time/quarter.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { authorityRecords } from './authority.ts'
import type { Database, RecordRow } from './database.ts'
import { useSharedQuery } from './shared-query.ts'

/** Every plan on this tablet with all its parts, those that are no longer in it included. */
export async function readHeldPlans(db: Database): Promise<HeldPlans> {
  const kinds = PART_LINES.map((line): [string, string] => [AUTHORITY_SCOPE, PART_KINDS[line]])
  const [rows, plans] = await Promise.all([
    db.records.where('[scope+kind]').anyOf(kinds).toArray(),
    authorityRecords(db, 'plan'),
  ])
  return { plans, parts: rows.flatMap((row) => partOf(row) ?? []) }
}

function partOf({ kind, ...row }: RecordRow): PlanPart | null {
  const line = PART_LINES.find((one) => PART_KINDS[one] === kind)
  return line === undefined ? null : asPart({ ...row, line })
}

interface StoredPart extends Pick<RecordRow, 'id' | 'body' | 'deleted'> {
  readonly line: PartLine
}

/** A part as its stored body says it; null for a body this build cannot read. */
export function asPart({ line, id, body, deleted }: StoredPart): PlanPart | null {
  switch (line) {
    case 'priority': {
      const read = readBody(PART_KINDS[line], body)
      return read === null ? null : { line, id, deleted, body: read }
    }
    case 'promise': {
      const read = readBody(PART_KINDS[line], body)
      return read === null ? null : { line, id, deleted, body: read }
    }
    case 'activity': {
      const read = readBody(PART_KINDS[line], body)
      return read === null ? null : { line, id, deleted, body: read }
    }
    case 'action': {
      const read = readBody(PART_KINDS[line], body)
      return read === null ? null : { line, id, deleted, body: read }
    }
  }
}

/** The same, kept up to date on screen; `undefined` until read. */
export function useHeldPlans(): HeldPlans | undefined {
  return useSharedQuery('plans', readHeldPlans)
}

/** The plan in force in a year; null while this tablet holds none, `undefined` until read. */
export function usePlanTree(year: FinancialYear): PlanTree | null | undefined {
  const held = useHeldPlans()
  return useMemo(() => {
    if (held === undefined) return undefined
    const plan = planInForce(held.plans, year)
    return plan === undefined ? null : treeOf(plan, held.parts)
  }, [held, year])
}

async function readSetAsidePlans(db: Database): Promise<readonly Named<Plan>[]> {
  const rows = await db.records.where('[scope+kind]').equals([AUTHORITY_SCOPE, 'plan']).toArray()
  return rows.flatMap(({ id, deleted, body }) => {
    const read = deleted ? readBody('plan', body) : null
    return read === null ? [] : [{ id, body: read }]
  })
}

/** Plans that were set aside, which are kept and can be put back; `undefined` until read. */
export function useSetAsidePlans(): readonly Named<Plan>[] | undefined {
  return useSharedQuery('plans-set-aside', readSetAsidePlans)
}
