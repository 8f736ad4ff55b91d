import { buildSumsOf } from '../figures/build-sums.ts'
import { counted, type OperatorDeps, type Report, serviceOf } from './command.ts'

/** Works the sums of every scope out anew, one after the other. A scope takes no entries while it is its turn. */
export async function figures({ store }: Pick<OperatorDeps, 'store'>): Promise<Report> {
  await serviceOf(store)
  const scopes = [...(await store.readHeads()).keys()].toSorted()
  await buildSumsOf(store, scopes)
  return {
    lines: [`The figures of ${counted(scopes.length, 'scope')} are worked out anew`],
    document: { scopes },
  }
}
