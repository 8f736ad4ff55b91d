// PouchDB inside a page of its own server's origin. See ../sync/contender-page.ts for what each function is.
import HttpPouch from 'pouchdb-adapter-http'
import IDBPouch from 'pouchdb-adapter-idb'
import PouchDB from 'pouchdb-core'
import replication from 'pouchdb-replication'
import { countyEntries, ownEntries } from '../sync/entries.ts'
import { timed, timeEach } from '../sync/time-in-page.ts'

// The custom build its documentation describes for a small page: no map/reduce, no attachments in views.
PouchDB.plugin(IDBPouch).plugin(HttpPouch).plugin(replication)

/** A page may be told other sizes, to look for the best ones: `?batch_size=500&batches_limit=10`. */
const asked = new URLSearchParams(location.search)
/**
 * The default is 100 documents a batch; its documentation advises more where memory allows.
 */
const BATCHES = {
  batch_size: Number(asked.get('batch_size') ?? 1000),
  batches_limit: Number(asked.get('batches_limit') ?? 10),
}
const BULK = 1000

// `auto_compaction` stays off, its default: entries are written once here.
const open = () => new PouchDB('entries', { adapter: 'idb' })
// `skip_setup` saves the request that asks whether the server's database is there.
const server = () => new PouchDB(`${location.origin}/entries`, { adapter: 'http', skip_setup: true })
const db = open()

const documentOf = ({ id, ...entry }) => ({ _id: id, ...entry })

async function store(entries) {
  for (let from = 0; from < entries.length; from += BULK) {
    const results = await db.bulkDocs(entries.slice(from, from + BULK).map(documentOf))
    if (results.some((result) => result.error)) throw new Error('not stored')
  }
}

async function firstSync() {
  return timed(() => db.replicate.from(server(), BATCHES))
}

async function fill({ from, count }) {
  await store(ownEntries(from, count))
}

async function push() {
  return timed(() => db.replicate.to(server(), BATCHES))
}

async function sync() {
  return timed(() => db.sync(server(), BATCHES))
}

async function seed({ from, count }) {
  await store(countyEntries(from, count))
}

async function saves({ from, count }) {
  const entries = ownEntries(from, count)
  return timeEach(count, (index) => db.put(documentOf(entries[index])))
}

async function held() {
  return (await db.info()).doc_count
}

export const page = { firstSync, fill, push, sync, seed, saves, held }
