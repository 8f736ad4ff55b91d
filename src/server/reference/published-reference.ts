import { existsSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { readJson, type ReferenceRecord, referenceRecord } from './reference-file.ts'

const PUBLISHED_FILE = 'published-years.json'

/** Carried over as they stand; the schema of the kind checks them. */
const publishedFileSchema = v.array(v.looseObject({ id: v.string(), source: v.string() }))

/** Years of the whole service as they were published; a service may have none. */
export async function readPublishedYears(folder: string): Promise<readonly ReferenceRecord[]> {
  if (!existsSync(join(folder, PUBLISHED_FILE))) return []
  const years = await readJson(folder, PUBLISHED_FILE, publishedFileSchema)
  return years.map(({ id, source, ...body }) =>
    referenceRecord({ file: PUBLISHED_FILE, row: `entry ${id}` }, `published-year/${id}`, 'published-year', {
      ...body,
      sourceId: `data-source/${source}`,
    }),
  )
}
