import { useLiveQuery } from 'dexie-react-hooks'
import { storyOf } from '#domain/plan/quarter-story.ts'
import type { MonthSpan } from '#domain/measures/standing.ts'
import { type BodyOf, readBody } from '#domain/records/registry.ts'
import { useTablet } from './tablet-context.tsx'

interface ToldStory {
  readonly id: string
  /** The site it was told at. */
  readonly scope: string
  readonly body: BodyOf<'story'>
}

/** The story some sites tell of a priority over some months; null where there is none, `undefined` until read. */
export function useStory(
  priorityId: string,
  sites: readonly string[],
  { first, last }: MonthSpan,
): ToldStory | null | undefined {
  const { db } = useTablet()
  const key = sites.join()
  return useLiveQuery(async () => {
    const keys = key.split(',').map((site): [string, string] => [site, 'story'])
    const rows = await db.records.where('[scope+kind]').anyOf(keys).toArray()
    const stories = rows.flatMap(({ id, scope, body: kept, deleted }): readonly ToldStory[] => {
      const body = deleted ? null : readBody('story', kept)
      return body === null ? [] : [{ id, scope, body }]
    })
    const chosen = storyOf(stories, priorityId, { first, last })
    return stories.find(({ id }) => id === chosen?.id) ?? null
  }, [db, key, priorityId, first, last])
}
