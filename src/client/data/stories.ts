import { useLiveQuery } from 'dexie-react-hooks'
import type { MonthSpan } from '#domain/measures/standing.ts'
import type { SitePart } from '#domain/place/site-parts.ts'
import { storyOf } from '#domain/plan/quarter-story.ts'
import { type BodyOf, readBody } from '#domain/records/registry.ts'
import { authorityRecords } from './authority.ts'
import type { Database } from './database.ts'
import { readParts } from './site-sums.ts'
import { useTablet } from './tablet-context.tsx'

interface ToldStory {
  readonly id: string
  /** The site it was told at. */
  readonly scope: string
  readonly body: BodyOf<'story'>
}

/**
 * The story that a site, or null for the whole county, tells of a priority over some months; null where there
 * is none, `undefined` until read.
 */
export function useStory(
  priorityId: string,
  site: string | null,
  { first, last }: MonthSpan,
): ToldStory | null | undefined {
  const { db } = useTablet()
  return useLiveQuery(async () => {
    const stories = await readStories(db, site === null ? await everySite(db) : await readParts(db, site))
    const chosen = storyOf(stories, priorityId, { first, last })
    return stories.find(({ id }) => id === chosen?.id) ?? null
  }, [db, site, priorityId, first, last])
}

async function everySite(db: Database): Promise<readonly SitePart[]> {
  return (await authorityRecords(db, 'site')).map(({ id }) => ({ scope: id, from: null, until: null }))
}

async function readStories(db: Database, parts: readonly SitePart[]): Promise<readonly ToldStory[]> {
  const each = parts.map(async ({ scope, from, until }) => {
    const rows = await db.records.where('[scope+kind]').equals([scope, 'story']).toArray()
    return rows.flatMap(({ id, day, body: kept, deleted }): readonly ToldStory[] => {
      const body = deleted ? null : readBody('story', kept)
      const isPart = day !== null && (from === null || day >= from) && (until === null || day <= until)
      return body === null || !isPart ? [] : [{ id, scope, body }]
    })
  })
  return (await Promise.all(each)).flat()
}
