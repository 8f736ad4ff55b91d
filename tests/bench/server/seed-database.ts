import { randomUUID } from 'node:crypto'
import { site } from '#domain/place/site.ts'
import { secretHash } from '#server/identity/secrets.ts'
import { type Reference, readReference } from '#server/reference/read-reference.ts'
import { openMemoryStore } from '#server/storage/memory/memory-store.ts'
import type { DumpRow } from '#server/storage/record-store.ts'
import type { SqlEngine } from '#server/storage/sql/engine.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { installReference } from '#server/sync/install-reference.ts'
import { asNewTablet, simulatedTablet, siteAt } from './simulated-tablets.ts'

export interface Seeding {
  readonly sites: number
  readonly tablets: number
}

export interface Seeded {
  readonly epoch: string
  readonly serviceId: string
}

/** The real reference data, and beside its sites as many more as are asked for. */
async function referenceWith(sites: number): Promise<Reference> {
  const reference = await readReference()
  const more = Array.from({ length: sites }, (_, index) => ({
    id: siteAt(index),
    kind: site.kind,
    body: { ...site.example, name: `Bench ${index}` },
  }))
  return { ...reference, records: [...reference.records, ...more] }
}

/**
 * Fills an empty database with sites and enrolled tablets. They are enrolled in memory and put in as a
 * restored backup is, in one transaction: one by one they would be as many waits for the disk.
 */
export async function seedDatabase(engine: SqlEngine, { sites, tablets }: Seeding): Promise<Seeded> {
  const reference = await referenceWith(sites)
  const serviceId = reference.service.id
  const memory = openMemoryStore(serviceId)
  await installReference(memory, reference, { clock: () => Date.now(), newId: () => randomUUID() })
  for (let index = 0; index < tablets; index += 1) {
    const codeHash = secretHash(`code ${index}`)
    await memory.addCode({ codeHash, siteId: null, expiresAt: null, first: false }, Date.now())
    const tablet = asNewTablet(simulatedTablet(index, sites))
    const enrolled = await memory.enrol(codeHash, tablet, Date.now())
    if (enrolled !== 'enrolled') throw new Error(`Tablet ${index} was not enrolled: ${enrolled}`)
  }
  const parts: { table: string; rows: readonly DumpRow[] }[] = []
  await memory.dump(async (table, rows) => void parts.push({ table, rows }))
  const epoch = randomUUID()
  const store = await openSqlStore({ engine, serviceId })
  try {
    await store.load(() => partsOf(parts), epoch)
  } finally {
    await store.close()
  }
  return { epoch, serviceId }
}

async function* partsOf<Part>(parts: readonly Part[]): AsyncGenerator<Part, void> {
  yield* parts
}
