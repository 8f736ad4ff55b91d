import { randomUUID } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { openMemoryStore } from '#server/storage/memory/memory-store.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { anInstallation, NOW } from '#support/kept-records.ts'
import { everythingOf, type StoreCommand, storeCommand } from '#support/store-commands.ts'
import { onEachOf, sharedDatabases } from '#support/stores.ts'

async function answerOf({ run }: StoreCommand, store: RecordStore): Promise<unknown> {
  try {
    return { answer: await run(store) }
  } catch {
    // Each engine says in its own words why it would not.
    return { rejected: true }
  }
}

/** A service in the shared database, and the same service with nobody beside it. */
async function pairOf(name: string, open: (serviceId: string) => Promise<RecordStore>) {
  const serviceId = `${name}-${randomUUID()}`
  const [shared, alone] = [await open(serviceId), openMemoryStore(serviceId)]
  const installation = anInstallation(serviceId)
  const tablet = { lineage: 'lineage-a', credentialHash: 'credential-1', siteId: null }
  for (const store of [shared, alone]) {
    await store.install(installation)
    await store.addCode({ codeHash: 'code', siteId: null, expiresAt: null, first: false }, NOW)
    await store.enrol('code', { ...tablet, personId: 'p', personName: 'Sam' }, NOW)
  }
  return { shared, alone }
}

// Two services share a database, and each is accompanied by a store that has nobody beside it. As long
// as both of a pair answer alike and hold the same, neither service has seen or changed anything of the
// other, although both use the very same ids of tablets, records, operations, codes and credentials.
onEachOf(sharedDatabases, ({ open }) => {
  test('what is done to one service never changes or shows anything of another in the same database', async () => {
    const command = fc.record({ service: fc.constantFrom(0, 1), step: storeCommand })
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 40 }), async (commands) => {
        const pairs = [await pairOf('one', open), await pairOf('other', open)]
        for (const { service, step } of commands) {
          const pair = pairs[service]
          if (pair === undefined) throw new RangeError('There are two services')
          expect(await answerOf(step, pair.shared)).toEqual(await answerOf(step, pair.alone))
        }
        for (const { shared, alone } of pairs) {
          expect(await everythingOf(shared)).toEqual(await everythingOf(alone))
          await shared.close()
        }
      }),
      { numRuns: 25 },
    )
  })
})
