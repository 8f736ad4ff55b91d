import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { areaFileSchema } from '#domain/place/area-file.ts'
import type { PublicFileName } from '#sync/public-list.ts'
import { readJson } from './reference-file.ts'

const SHIPPED = join(import.meta.dirname, 'oxfordshire')
const AREAS_FILE = 'areas.json'

/** Public reference data as it is handed to tablets: a text, and the hash that names its contents. */
export interface PublicFile extends PublicFileName {
  readonly text: string
}

/**
 * Reads the public reference data of a folder; a service may have none.
 *
 * @throws {ReferenceDataError} naming file and field when a file does not have its shape
 */
export async function readPublicFiles(folder: string = SHIPPED): Promise<readonly PublicFile[]> {
  if (!existsSync(join(folder, AREAS_FILE))) return []
  const areas = await readJson(folder, AREAS_FILE, areaFileSchema)
  return [publicFile('areas', JSON.stringify(areas))]
}

export function publicFile(name: string, text: string): PublicFile {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 32)
  return { name, hash, bytes: Buffer.byteLength(text), text }
}
