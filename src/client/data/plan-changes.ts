import { nextPlan } from '#domain/plan/next-plan.ts'
import { checkPlan, type PartChange, type PlanCheck, type TakingIn } from '#domain/plan/plan-import.ts'
import type { PlanLine } from '#domain/plan/plan-line.ts'
import { PART_KINDS, type PlanPart } from '#domain/plan/plan-part.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { authorityRecords } from './authority.ts'
import { readEntry } from './entries.ts'
import { readHeldPlans } from './plan-tree.ts'
import { type SaveResult, saveTogether, type Seen, type Write } from './save.ts'
import type { Tablet } from './tablet.ts'

/** What a plan's file, or a line of it, is read beside: everything about plans on this tablet now. */
export async function readTakingIn(tablet: Tablet, reason: string): Promise<TakingIn> {
  const sites = await authorityRecords(tablet.db, 'site')
  return {
    held: await readHeldPlans(tablet.db),
    siteIds: new Map(sites.map(({ id }) => [linkKey(id), id])),
    today: tablet.clock.today(),
    by: tablet.actor.name,
    reason,
    newId: () => tablet.newId(),
  }
}

/** What a file would change, beside what this tablet holds now. */
export async function checkPlanFile(
  tablet: Tablet,
  lines: readonly PlanLine[],
  reason: string,
): Promise<PlanCheck> {
  return checkPlan(lines, await readTakingIn(tablet, reason))
}

/**
 * Takes a whole file in as one step, beside what is held at this moment: all of it, or nothing.
 *
 * @param reason why quarters are other than before, which every move says
 */
export async function takeInPlan(
  tablet: Tablet,
  lines: readonly PlanLine[],
  reason: string,
): Promise<SaveResult> {
  const check = await checkPlanFile(tablet, lines, reason)
  if (!check.ok) return { ok: false, code: 'invalid', fields: check.problems.map(({ column }) => column) }
  const writes: Write[] = []
  if (check.plan !== null) {
    const { id, body, isNew } = check.plan
    writes.push(
      isNew
        ? { kind: 'plan', scope: AUTHORITY_SCOPE, newId: id, body }
        : { id, body, seen: await seenOf(tablet, id) },
    )
  }
  for (const change of check.changes) writes.push(...(await writesOf(tablet, change)))
  return saveTogether(tablet, writes)
}

async function writesOf(tablet: Tablet, { what, part, differences }: PartChange): Promise<readonly Write[]> {
  const { id, body } = part
  if (what === 'added') return [newPart(part)]
  const seen = await seenOf(tablet, id)
  if (what === 'removed') return [{ id, seen, action: 'void' }]
  const changed: readonly Write[] = differences.length === 0 ? [] : [{ id, seen, body }]
  return what === 'returned' ? [{ id, seen, action: 'restore' }, ...changed] : changed
}

function newPart({ line, id, body }: PlanPart): Write {
  return { kind: PART_KINDS[line], scope: AUTHORITY_SCOPE, newId: id, body }
}

/** @throws when the record went while it was being looked at, which only a withdrawn scope does */
async function seenOf({ db }: Tablet, id: string): Promise<Seen> {
  const entry = await readEntry(db, id)
  if (entry === null) throw new Error(`no record ${id}`)
  return entry.seen
}

/** Saves one part as a person wrote it: new, or changed from what they saw. */
export async function savePart(
  tablet: Tablet,
  part: PlanPart,
  { seen, draftKey }: { readonly seen: Seen | null; readonly draftKey: string },
): Promise<SaveResult> {
  const { id, body } = part
  return saveTogether(tablet, [seen === null ? newPart(part) : { id, seen, body }], { draftKey })
}

/** Takes a part out of the plan, or puts it back; the same for a whole plan that is set aside. It is kept either way. */
export async function setInPlan(tablet: Tablet, id: string, isIn: boolean): Promise<SaveResult> {
  return saveTogether(tablet, [{ id, seen: await seenOf(tablet, id), action: isIn ? 'restore' : 'void' }])
}

/** Begins next year's plan as a copy of one, as one step; the result names the new plan. */
export async function beginNextPlan(tablet: Tablet, planId: string): Promise<SaveResult> {
  const { plans, parts } = await readHeldPlans(tablet.db)
  const from = plans.find(({ id }) => id === planId)
  if (from === undefined) return { ok: false, code: 'not-found', fields: [] }
  const next = nextPlan(from, parts, () => tablet.newId())
  return saveTogether(tablet, [
    { kind: 'plan', scope: AUTHORITY_SCOPE, newId: next.plan.id, body: next.plan.body },
    ...next.parts.map(newPart),
  ])
}
