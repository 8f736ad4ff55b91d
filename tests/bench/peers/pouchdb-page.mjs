// PouchDB inside a page of its own server's origin. See ../sync/contender-page.ts for what each function is.
import HttpPouch from 'pouchdb-adapter-http'
import IDBPouch from 'pouchdb-adapter-idb'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { countyEntries, ownEntries } from '../sync/entries.ts'
import { timed, timeEach } from '../sync/time-in-page.ts'

// The custom build its documentation describes for a small page: no map/reduce and no other adapter.
PouchDB.plugin(IDBPouch).plugin(HttpPouch).plugin(replication)

// Its documentation says that a batch may be larger than 100 documents, the default, where memory allows.
// Tried on a busy machine with 5,000 to fetch and 2,000 to send: 100 took half as long again as 1,000; 500,
// 2,500, 5,000 and the newer `indexeddb` adapter, which is not the default, lay within the noise around it.
const BATCHES = { batch_size: 1000, batches_limit: 10 }
const BULK = 1000

// `skip_setup` saves the request that asks whether the server's database is there.
const server = () => new PouchDB(`${location.origin}/entries`, { adapter: 'http', skip_setup: true })

// `auto_compaction` stays off, its default: entries are written once here. Its transactions have the
// browser's own durability, which is weaker than Branchline's strict one; there is no option for it.
let opened
function local() {
  opened ??= new PouchDB('entries', { adapter: 'idb' })
  return opened
}

const documentOf = ({ id, ...entry }) => ({ _id: id, ...entry })

async function store(entries) {
  for (let from = 0; from < entries.length; from += BULK) {
    const results = await local().bulkDocs(entries.slice(from, from + BULK).map(documentOf))
    if (results.some((result) => result.error)) throw new Error('not stored')
  }
}

async function firstSync() {
  return timed(() => local().replicate.from(server(), BATCHES))
}

async function fill({ from, count }) {
  await store(ownEntries(from, count))
}

async function push() {
  return timed(() => local().replicate.to(server(), BATCHES))
}

async function sync() {
  return timed(() => local().sync(server(), BATCHES))
}

async function seed({ from, count }) {
  await store(countyEntries(from, count))
}

async function saves({ from, count }) {
  const entries = ownEntries(from, count)
  return timeEach(count, (index) => local().put(documentOf(entries[index])))
}

async function held() {
  return (await local().info()).doc_count
}

export const page = { firstSync, fill, push, sync, seed, saves, held }
