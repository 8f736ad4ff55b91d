import { join } from 'node:path'
import * as v from 'valibot'
import { readLists } from './list-reference.ts'
import { readProfiles, readService, readSites, readSources } from './place-reference.ts'
import { readPlan } from './plan-reference.ts'
import { readPresets } from './preset-reference.ts'
import { readPublishedYears } from './published-reference.ts'
import { ReferenceDataError, type ReferenceRecord } from './reference-file.ts'

/** The service whose data are shipped with the product. */
const SHIPPED = join(import.meta.dirname, 'oxfordshire')

/** A library service as it starts: its name, and the authority records everybody there reads. */
export interface Reference {
  readonly service: { readonly id: string; readonly name: string }
  readonly records: readonly ReferenceRecord[]
}

/**
 * Reads a folder of reference data, in an order in which nothing refers to what comes later.
 *
 * @throws {ReferenceDataError} naming file, row and field when a row does not fit its kind
 * @throws {ReferenceDataError} when two rows make one record, or one refers to a record that is not there
 */
export async function readReference(folder: string = SHIPPED): Promise<Reference> {
  const service = await readService(folder)
  const records = [
    ...(await readSources(folder)),
    ...(await readSites(folder, service)),
    ...(await readPlan(folder)),
    ...(await readPresets(folder)),
    ...(await readLists(folder)),
    ...(await readProfiles(folder, service)),
    ...(await readPublishedYears(folder)),
  ]
  checkReferences(records)
  return { service: { id: service.id, name: service.name }, records }
}

const referenceFieldsSchema = v.object({
  planId: v.optional(v.string()),
  siteId: v.nullish(v.string()),
  sourceId: v.nullish(v.string()),
  primaryPriorityId: v.optional(v.string()),
  priorityIds: v.optional(v.array(v.string())),
  alsoPriorityIds: v.optional(v.array(v.string())),
  activityIds: v.optional(v.array(v.string())),
  suggestedActionIds: v.optional(v.array(v.string())),
  places: v.optional(v.array(v.object({ priorityId: v.string() }))),
  crossReference: v.nullish(v.object({ priorityId: v.string() })),
})

function checkReferences(records: readonly ReferenceRecord[]): void {
  const ids = new Set<string>()
  for (const { id } of records) {
    if (ids.has(id)) throw new ReferenceDataError({ file: 'the folder', row: id }, 'id', 'is given twice')
    ids.add(id)
  }
  for (const record of records) {
    const { places, crossReference, ...plain } = v.parse(referenceFieldsSchema, record.body)
    const referred: readonly (readonly [string, string | null | undefined])[] = [
      ...Object.entries(plain).flatMap(([field, value]) =>
        [value].flat().map((id): readonly [string, string | null | undefined] => [field, id]),
      ),
      ...(places ?? []).map((place): readonly [string, string] => ['places', place.priorityId]),
      ['crossReference', crossReference?.priorityId],
    ]
    for (const [field, id] of referred) {
      if (id === undefined || id === null || ids.has(id)) continue
      throw new ReferenceDataError({ file: 'the folder', row: record.id }, field, `there is no ${id}`)
    }
  }
}
