import { communityProfile, type DataSource, dataSource } from '#domain/place/profile-records.ts'
import type { NewFigures } from '#domain/place/import-figures.ts'
import { type Body, checkBody, type RecordKind } from '#domain/records/registry.ts'
import { fieldsOf } from '#sync/fields.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import type { Change } from './change.ts'
import { save, type SaveResult } from './save.ts'
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
    id: tablet.newId(),
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
  const records = [{ kind: dataSource.kind, id: sourceId, body: source }, ...profiles]
  const checked = records.map((record) => ({ ...record, check: checkBody(record.kind, record.body) }))
  const wrong = checked.flatMap(({ check }) => (check.ok ? [] : check.fields))
  if (wrong.length > 0) return { ok: false, code: 'invalid', fields: [...new Set(wrong)] }
  return save(tablet, async () => ({
    id: sourceId,
    changes: checked.flatMap(({ kind, id, check }) => (check.ok ? [created(kind, id, check.body)] : [])),
  }))
}

function created(kind: RecordKind, id: string, body: Body): Change {
  return {
    opId: id,
    kind,
    recordId: id,
    scope: AUTHORITY_SCOPE,
    action: 'create',
    base: null,
    parentN: null,
    set: fieldsOf(body, {}),
    was: {},
  }
}
