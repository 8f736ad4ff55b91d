// The server that PouchDB replicates with: express-pouchdb over LevelDB, in a process of its own.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { servePages } from '../sync/serve-pages.ts'

// Both are CommonJS only.
const require = createRequire(import.meta.url)
const PouchDB = require('pouchdb')
const expressPouchDB = require('express-pouchdb')

const { PORT, DATA_DIR, PAGES_DIR } = process.env
const Stored = PouchDB.defaults({ prefix: `${DATA_DIR}/`, adapter: 'leveldb' })
// `minimumForPouchDB` is what its documentation offers for replication alone: no log, no sessions, no
// validation, and replies compressed. Nothing is written but the database.
const app = expressPouchDB(Stored, {
  mode: 'minimumForPouchDB',
  inMemoryConfig: true,
  logPath: join(DATA_DIR, 'log.txt'),
})
const pages = servePages(PAGES_DIR)
createServer((request, response) => {
  if (!pages(request, response)) app(request, response)
}).listen(Number(PORT), 'localhost')
