import { areaFigure } from '#domain/place/area-figure.ts'
import { communityProfile, type DataSource, dataSource } from '#domain/place/profile-records.ts'
import type { NewFigures } from '#domain/place/import-figures.ts'
import type { AreaPlace, ProfilePlace } from '#domain/place/import-subject.ts'
import type { Body, RecordKind } from '#domain/records/registry.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { saveTogether, type SaveResult } from './save.ts'
import type { Tablet } from './tablet.ts'

/** Figures that were looked over, by what their rows are about. */
export type NewFiguresOf =
  | { readonly about: 'libraries'; readonly areas: readonly NewFigures<ProfilePlace>[] }
  | { readonly about: 'neighbourhoods'; readonly areas: readonly NewFigures<AreaPlace>[] }

interface FigureImport {
  readonly taken: NewFiguresOf
  readonly source: DataSource
  /** What these figures are called where an edition is chosen. */
  readonly edition: string
}

interface NewBody {
  readonly kind: RecordKind
  readonly body: Body
}

/**
 * Keeps newer figures beside those of before, as one step: their source, and a profile of each area that has
 * what the file says and for the rest what it had; of neighbourhoods each figure that the file gives. Nothing
 * that was there is changed.
 */
export async function saveFigures(
  tablet: Tablet,
  { taken, source, edition }: FigureImport,
): Promise<SaveResult> {
  const sourceId = tablet.newId()
  const came = { edition, sourceId }
  const newer =
    taken.about === 'libraries' ? newProfiles(taken.areas, came) : newAreaFigures(taken.areas, came)
  const records = [
    { kind: dataSource.kind, newId: sourceId, body: source },
    ...newer.map((record) => ({ ...record, newId: tablet.newId() })),
  ]
  return saveTogether(
    tablet,
    records.map((record) => ({ ...record, scope: AUTHORITY_SCOPE })),
  )
}

interface Came {
  readonly edition: string
  readonly sourceId: string
}

function newProfiles(
  areas: readonly NewFigures<ProfilePlace>[],
  { edition, sourceId }: Came,
): readonly NewBody[] {
  return areas.map(({ place: { profile }, figures }) => ({
    kind: communityProfile.kind,
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
}

/** A record for each figure, with its value in every neighbourhood that the file names. */
function newAreaFigures(areas: readonly NewFigures<AreaPlace>[], came: Came): readonly NewBody[] {
  const codes = new Set(areas.flatMap(({ figures }) => Object.keys(figures)))
  return [...codes].map((code) => ({
    kind: areaFigure.kind,
    body: {
      ...came,
      code,
      values: Object.fromEntries(
        areas.flatMap(({ place, figures }) =>
          place.code === null ? [] : [[place.code, figures[code] ?? null]],
        ),
      ),
    },
  }))
}
