import { type Named, planTree, type PlanRecords, type PlanTree } from '#domain/plan/plan-tree.ts'
import { type BodyOf, readBody, type RecordKind } from '#domain/records/registry.ts'
import { readReference } from '#server/reference/read-reference.ts'

/** The reference data the product ships, by kind. */
export async function oxfordshire(): Promise<
  <Kind extends RecordKind>(kind: Kind) => readonly Named<BodyOf<Kind>>[]
> {
  const { records } = await readReference()
  return (kind) =>
    records.flatMap((record) => {
      const body = record.kind === kind ? readBody(kind, record.body) : null
      return body === null ? [] : [{ id: record.id, body }]
    })
}

/** The plan the product ships, as a tree and as the records it is made of. */
export async function oxfordshirePlan(): Promise<{ tree: PlanTree; records: PlanRecords }> {
  const all = await oxfordshire()
  const [plan] = all('plan')
  if (plan === undefined) throw new Error('the reference data has no plan')
  const records = {
    priorities: all('corporate-priority'),
    promises: all('promise'),
    activities: all('priority-activity'),
    actions: all('plan-action'),
  }
  return { tree: planTree(plan, records), records }
}
