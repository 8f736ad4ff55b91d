import type { BodyOf } from '../records/registry.ts'
import { firstDayOf, lastDayOf, type Month } from '../time/quarter.ts'
import type { Named } from './plan-tree.ts'

type Story = Named<BodyOf<'story'>>

/** The one story a priority's page tells of some months: of those agreed to the last; null where there is none. */
export function storyOf(
  stories: readonly Story[],
  priorityId: string,
  { first, last }: { readonly first: Month; readonly last: Month },
): Story | null {
  const told = stories.filter(
    ({ body }) =>
      body.consent === 'agreed' &&
      body.priorityId === priorityId &&
      body.day >= firstDayOf(first) &&
      body.day <= lastDayOf(last),
  )
  // Of one day, the one that was written down last: ids count up with time.
  const inOrder = told.toSorted((a, b) => (`${a.body.day} ${a.id}` < `${b.body.day} ${b.id}` ? -1 : 1))
  return inOrder.at(-1) ?? null
}
