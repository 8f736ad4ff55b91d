import { CONTRIBUTIONS_VERSION } from '#domain/measures/contributions.ts'
import { type MonthSums, RunningSums } from '#domain/measures/month-sums.ts'
import type { Decision, KeptRecord, SettleView } from './record-store.ts'

/** A scope's sums as its row tells of them; PostgreSQL gives numbers of this size as texts. */
interface SumsState {
  readonly sums_version: number
  readonly sums_seq: number | string
  readonly head_seq: number | string
}

/** Whether a scope's sums hold all its records, by the rules of this build. Others are neither read nor brought along. */
export function areKept({ sums_version, sums_seq, head_seq }: SumsState): boolean {
  return sums_version === CONTRIBUTIONS_VERSION && Number(sums_seq) === Number(head_seq)
}

/** What a decision changes in the sums of those scopes that have some. */
export function sumsChanged(
  decision: Pick<Decision, 'records'>,
  before: SettleView['records'],
  hasSums: (scope: string) => boolean,
): readonly MonthSums[] {
  const sums = new RunningSums({ everywhere: false })
  for (const after of decision.records) {
    if (hasSums(after.scope)) sums.addChange({ before: before.get(after.id), after })
  }
  return sums.months()
}

/** What the records that a service begins with add up to. */
export function sumsAtFirst(records: readonly KeptRecord[]): readonly MonthSums[] {
  return sumsChanged({ records }, new Map(), () => true)
}

/** What records add up to, page by page. */
export async function sumsOfPages(
  pages: AsyncIterable<readonly KeptRecord[]>,
): Promise<readonly MonthSums[]> {
  const sums = new RunningSums({ everywhere: false })
  for await (const page of pages) for (const after of page) sums.addChange({ before: undefined, after })
  return sums.months()
}
