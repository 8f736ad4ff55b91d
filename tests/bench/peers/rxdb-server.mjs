// The server that RxDB replicates with: the two routes of its documented HTTP replication, over SQLite,
// in a process of its own.
import { createServer } from 'node:http'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import { servePages } from '../sync/serve-pages.ts'

/** As Branchline's and PouchDB's servers do by themselves; RxDB leaves it to whoever writes the server. */
const GZIP_FROM_BYTES = 1024

const { PORT, DATA_DIR, PAGES_DIR } = process.env
const db = new Database(join(DATA_DIR, 'entries.sqlite'))
db.pragma('journal_mode = WAL')
// As Branchline's server: what was answered has reached the disk.
db.pragma('synchronous = FULL')
db.exec(`CREATE TABLE entries (id TEXT PRIMARY KEY, seq INTEGER NOT NULL UNIQUE, document TEXT NOT NULL)`)
const one = db.prepare('SELECT document FROM entries WHERE id = ?').pluck()
const after = db.prepare('SELECT seq, document FROM entries WHERE seq > ? ORDER BY seq LIMIT ?')
const put = db.prepare('INSERT OR REPLACE INTO entries (id, seq, document) VALUES (?, ?, ?)')
let seq = 0

/** Takes every row whose sender knew the state that is here. @returns the state of the others, for RxDB */
const takeRows = db.transaction((rows) => {
  const conflicts = []
  for (const { newDocumentState, assumedMasterState } of rows) {
    const held = one.get(newDocumentState.id)
    if (held !== undefined && held !== JSON.stringify(assumedMasterState)) {
      conflicts.push(JSON.parse(held))
      continue
    }
    seq += 1
    put.run(newDocumentState.id, seq, JSON.stringify(newDocumentState))
  }
  return conflicts
})

/** The documents stand in the reply as they were stored: parsing them here would be work for nothing. */
function pageAfter(from, limit) {
  const rows = after.all(from, limit)
  const checkpoint = { seq: rows.at(-1)?.seq ?? from }
  const documents = rows.map((row) => row.document).join(',')
  return `{"documents":[${documents}],"checkpoint":${JSON.stringify(checkpoint)}}`
}

function reply(request, response, text) {
  response.setHeader('content-type', 'application/json')
  const takesGzip = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')
  if (!takesGzip || text.length < GZIP_FROM_BYTES) return response.end(text)
  response.setHeader('content-encoding', 'gzip')
  response.end(gzipSync(text))
}

async function textOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const pages = servePages(PAGES_DIR)
async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost')
  if (pathname === '/pull') {
    reply(request, response, pageAfter(Number(searchParams.get('seq')), Number(searchParams.get('limit'))))
  } else if (pathname === '/push') {
    reply(request, response, JSON.stringify(takeRows(JSON.parse(await textOf(request)))))
  } else {
    response.statusCode = 404
    response.end()
  }
}

createServer((request, response) => {
  if (!pages(request, response)) void answer(request, response)
}).listen(Number(PORT), 'localhost')
