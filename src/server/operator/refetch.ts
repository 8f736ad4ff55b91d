import { StartProblem } from '../start-problem.ts'
import { type OperatorDeps, type Report, serviceOf } from './command.ts'

/** Makes every tablet fetch a scope from its start at its next sync. Nothing is taken off them meanwhile. */
export async function refetch({ store }: Pick<OperatorDeps, 'store'>, scope: string): Promise<Report> {
  await serviceOf(store)
  if (!(await store.raiseFloor(scope))) {
    const known = [...(await store.readHeads()).keys()].join(', ')
    throw new StartProblem(`There is no scope "${scope}". Scopes: ${known}`)
  }
  return { lines: [`Every tablet will fetch ${scope} anew`], document: { scope } }
}
