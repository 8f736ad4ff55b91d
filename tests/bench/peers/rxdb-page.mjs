// RxDB inside a page of its own server's origin. See ../sync/contender-page.ts for what each function is.
import { createRxDatabase } from 'rxdb/plugins/core'
import { replicateRxCollection } from 'rxdb/plugins/replication'
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie'
import { countyEntries, ownEntries } from '../sync/entries.ts'
import { timed, timeEach } from '../sync/time-in-page.ts'

// The default is 100 documents a batch. Tried on a busy machine with 5,000 to fetch and 2,000 to send: 500
// was the quickest of 100, 500, 1,000, 2,500 and 5,000, and took three quarters of the time 100 took.
const BATCH = 500
const BULK = 1000

// No index beyond the key: the quickest schema there is. No validation, which RxDB advises only for
// development.
const SCHEMA = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 36 },
    kind: { type: 'string' },
    scope: { type: 'string' },
    body: { type: 'object' },
  },
  required: ['id', 'kind', 'scope', 'body'],
}

let opening
function entries() {
  opening ??= open()
  return opening
}

async function open() {
  // Dexie's own default of durability, the browser's, which is weaker than Branchline's strict one.
  // One tab alone, as RxDB advises where there is no other: nothing is broadcast.
  const db = await createRxDatabase({
    name: 'entries',
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: true,
  })
  const collections = await db.addCollections({ entries: { schema: SCHEMA } })
  return collections.entries
}

const pull = {
  batchSize: BATCH,
  async handler(checkpoint, limit) {
    const response = await fetch(`/pull?seq=${checkpoint?.seq ?? 0}&limit=${limit}`)
    return response.json()
  },
}

const send = {
  batchSize: BATCH,
  async handler(rows) {
    const response = await fetch('/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(rows),
    })
    return response.json()
  },
}

/** One round, then it stops by itself. The name stays, so that a later round goes on where this one ended. */
async function replicate(directions) {
  const replication = replicateRxCollection({
    collection: await entries(),
    replicationIdentifier: 'entries-with-server',
    live: false,
    waitForLeadership: false,
    ...directions,
  })
  const failed = new Promise((_, reject) => replication.error$.subscribe(reject))
  await Promise.race([replication.awaitInSync(), failed])
}

async function store(all) {
  const collection = await entries()
  for (let from = 0; from < all.length; from += BULK) {
    const { error } = await collection.bulkInsert(all.slice(from, from + BULK))
    if (error.length > 0) throw new Error('not stored')
  }
}

async function firstSync() {
  return timed(() => replicate({ pull }))
}

async function fill({ from, count }) {
  await store(ownEntries(from, count))
}

async function push() {
  return timed(() => replicate({ push: send }))
}

async function sync() {
  return timed(() => replicate({ pull, push: send }))
}

async function seed({ from, count }) {
  await store(countyEntries(from, count))
}

async function saves({ from, count }) {
  const collection = await entries()
  const all = ownEntries(from, count)
  return timeEach(count, (index) => collection.insert(all[index]))
}

async function held() {
  return (await entries()).count().exec()
}

export const page = { firstSync, fill, push, sync, seed, saves, held }
