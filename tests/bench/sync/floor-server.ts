/**
 * The floor's server: sends what it was given as it is, and puts what it is sent on disk as it comes. Run
 * as a process of its own.
 */
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { servePages } from './serve-pages.ts'

const env = v.parse(
  v.object({ PORT: v.string(), DATA_DIR: v.string(), PAGES_DIR: v.string(), FEED_FILE: v.string() }),
  process.env,
)
const operationsSchema = v.array(v.looseObject({ opId: v.string() }))

const db = new Database(join(env.DATA_DIR, 'floor.sqlite'))
db.pragma('journal_mode = WAL')
// As Branchline's server: what was answered has reached the disk.
db.pragma('synchronous = FULL')
db.exec('CREATE TABLE operations (op_id TEXT PRIMARY KEY, text TEXT NOT NULL)')
const insert = db.prepare('INSERT INTO operations (op_id, text) VALUES (?, ?)')
const keep = db.transaction((operations: v.InferOutput<typeof operationsSchema>) => {
  for (const operation of operations) insert.run(operation.opId, JSON.stringify(operation))
})

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Compressed once, before anybody asks. */
const feed = readFileSync(env.FEED_FILE)
const pages = servePages(env.PAGES_DIR)

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('content-type', 'application/json')
  if (request.url === '/feed') {
    response.setHeader('content-encoding', 'gzip')
    response.end(feed)
  } else if (request.url === '/push') {
    const operations = v.parse(operationsSchema, JSON.parse(gunzipSync(await bytesOf(request)).toString()))
    keep(operations)
    response.setHeader('content-encoding', 'gzip')
    response.end(gzipSync(JSON.stringify(operations.map((operation) => operation.opId))))
  } else {
    await bytesOf(request)
    response.end('{}')
  }
}

createServer((request, response) => {
  if (!pages(request, response)) void answer(request, response)
}).listen(Number(env.PORT), 'localhost')
