import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ServerProcess } from '#support/browser-server.ts'
import { CountyTablet } from './branchline-feed.ts'
import type { ContenderName, ContenderServer } from './contender.ts'
import { ContenderProcess } from './contender-process.ts'
import { CountingProxy } from './counting-proxy.ts'
import { countyEntries } from './entries.ts'

const HERE = import.meta.dirname
const SEED_AT_A_TIME = 1_000

/** What Branchline's server sends of so many entries, for the floor to send the same. */
export type Feeds = Map<number, readonly string[]>

export interface ServerOptions {
  readonly pagesFolder: string
  /** Entries the server has from the start. */
  readonly seeded: number
  readonly feeds: Feeds
}

/** Starts a contender's server with entries in it: Branchline's before the floor's of the same number. */
export async function startServer(name: ContenderName, options: ServerOptions): Promise<ContenderServer> {
  switch (name) {
    case 'branchline':
      return branchline(options)
    case 'pouchdb':
      return peer('pouchdb-server.mjs', options, seedPouchDB)
    case 'rxdb':
      return peer('rxdb-server.mjs', options, seedRxDB)
    case 'floor':
      return floor(options)
  }
}

/** Does what a server needs before it can be used, and closes it when that fails. */
async function orClose<Result>(
  server: { close(): Promise<void> },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    await server.close()
    throw error
  }
}

async function branchline({ pagesFolder, seeded, feeds }: ServerOptions): Promise<ContenderServer> {
  const server = await ServerProcess.fresh(pagesFolder)
  const newCode = async (): Promise<string> => new URL(await server.furtherLink()).hash.slice(1)
  const ready = async (): Promise<CountingProxy> => {
    const tablet = new CountyTablet(server.origin)
    await tablet.enrol(await newCode())
    await tablet.log(seeded)
    if (!feeds.has(seeded)) feeds.set(seeded, await tablet.readFeed())
    return CountingProxy.to(Number(new URL(server.origin).port))
  }
  const proxy = await orClose({ close: () => server.dispose() }, ready)
  return {
    proxy,
    admission: async (site) => ({ code: await newCode(), site }),
    close: async () => {
      await proxy.close()
      await server.dispose()
    },
  }
}

async function behindProxy(server: ContenderProcess): Promise<ContenderServer> {
  const proxy = await CountingProxy.to(server.port)
  return {
    proxy,
    admission: (site) => Promise.resolve({ code: '', site }),
    close: async () => {
      await proxy.close()
      await server.close()
    },
  }
}

async function peer(
  program: string,
  { pagesFolder, seeded }: ServerOptions,
  seed: (origin: string, count: number) => Promise<void>,
): Promise<ContenderServer> {
  const server = await ContenderProcess.start(join(HERE, '../peers', program), pagesFolder)
  return orClose(server, async () => {
    await seed(`http://localhost:${server.port}`, seeded)
    return behindProxy(server)
  })
}

async function floor({ pagesFolder, seeded, feeds }: ServerOptions): Promise<ContenderServer> {
  const folder = await mkdtemp(join(tmpdir(), 'branchline-floor-'))
  const file = join(folder, 'feed.json.gz')
  await writeFile(file, gzipSync(`[${(feeds.get(seeded) ?? []).join(',')}]`))
  const server = await ContenderProcess.start(join(HERE, 'floor-server.ts'), pagesFolder, { FEED_FILE: file })
  // It has read the file by the time it answers.
  await rm(folder, { recursive: true })
  return behindProxy(server)
}

async function send(url: string, method: 'PUT' | 'POST', body: string): Promise<void> {
  const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, body })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} was answered ${response.status}: ${text}`)
}

async function inParts(count: number, store: (from: number, some: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += SEED_AT_A_TIME) {
    await store(from, Math.min(SEED_AT_A_TIME, count - from))
  }
}

async function seedPouchDB(origin: string, count: number): Promise<void> {
  await send(`${origin}/entries`, 'PUT', '')
  await inParts(count, async (from, some) => {
    const docs = countyEntries(from, some).map(({ id, ...entry }) => ({ _id: id, ...entry }))
    await send(`${origin}/entries/_bulk_docs`, 'POST', JSON.stringify({ docs }))
  })
}

async function seedRxDB(origin: string, count: number): Promise<void> {
  await inParts(count, async (from, some) => {
    const rows = countyEntries(from, some).map((entry) => ({
      newDocumentState: { ...entry, _deleted: false },
    }))
    await send(`${origin}/push`, 'POST', JSON.stringify(rows))
  })
}
