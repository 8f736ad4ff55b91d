import { communityProfile, type DataSource, dataSource } from '#domain/place/profile-records.ts'
import type { NewFigures } from '#domain/place/import-figures.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { saveTogether, type SaveResult } from './save.ts'
import type { Tablet } from './tablet.ts'

interface FigureImport {
  readonly areas: readonly NewFigures[]
  readonly source: DataSource
  /** What these figures are called where an edition is chosen. */
  readonly edition: string
}

/**
 * Keeps newer figures beside those of before, as one step: their source, and a profile of each area that has
 * what the file says and for the rest what it had. Nothing that was there is changed.
 */
export async function saveFigures(
  tablet: Tablet,
  { areas, source, edition }: FigureImport,
): Promise<SaveResult> {
  const sourceId = tablet.newId()
  const profiles = areas.map(({ profile, figures }) => ({
    kind: communityProfile.kind,
    newId: tablet.newId(),
    body: {
      ...profile,
      figures: { ...profile.figures, ...figures },
      edition,
      newerSources: {
        ...profile.newerSources,
        ...Object.fromEntries(Object.keys(figures).map((code) => [code, sourceId])),
      },
    },
  }))
  const records = [{ kind: dataSource.kind, newId: sourceId, body: source }, ...profiles]
  return saveTogether(
    tablet,
    records.map((record) => ({ ...record, scope: AUTHORITY_SCOPE })),
  )
}
