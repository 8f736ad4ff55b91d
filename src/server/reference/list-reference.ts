import * as v from 'valibot'
import { readJson, type ReferenceRecord, referenceRecord } from './reference-file.ts'

const LISTS_FILE = 'lists.json'

/** Carried over as they stand; the schema of each kind checks them. */
const itemSchema = v.looseObject({ id: v.string() })
const listsFileSchema = v.object({
  'volunteer-role': v.array(itemSchema),
  'target-group': v.array(itemSchema),
})

/** The short lists that entries choose from, in the order of the file. */
export async function readLists(folder: string): Promise<readonly ReferenceRecord[]> {
  const lists = await readJson(folder, LISTS_FILE, listsFileSchema)
  return (['volunteer-role', 'target-group'] as const).flatMap((kind) =>
    lists[kind].map(({ id, ...body }) =>
      referenceRecord({ file: LISTS_FILE, row: `${kind} ${id}` }, `${kind}/${id}`, kind, body),
    ),
  )
}
