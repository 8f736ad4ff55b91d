import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reference } from '#server/reference/read-reference.ts'
import { secretHash } from '#server/identity/secrets.ts'
import type { RecordStore } from '#server/storage/record-store.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { startServer, type TestServer } from '#support/server.ts'
import { chanceOf } from './chance.ts'
import { firstWork } from './first-work.ts'
import type { FuzzTablet, Known } from './known.ts'

export interface World {
  readonly server: TestServer
  readonly known: Known
  /** Tables written to since this was last asked. */
  takeWritten(): readonly string[]
  /** What the server logged as its own fault since this was last asked. */
  takeFaults(): readonly string[]
  close(): Promise<void>
}

export interface WorldOptions {
  readonly seed: number
  /** A database there is already, with this reference data; otherwise a new one of its own. */
  readonly at?: { readonly databasePath: string; readonly reference: Reference }
  /** A PostgreSQL, in place of SQLite. */
  readonly databaseUrl?: string | undefined
  /** Puts something between the server and its store, to fail once the run has begun. */
  readonly wrapStore?: (store: RecordStore, isRunning: () => boolean) => RecordStore
}

/** Stands beside the folder that is served, and must never be. */
export const HIDDEN = 'nobody-may-read-this'
const WRITES = /^\s*(?:insert\s+into|update|delete\s+from)\s+"?(\w+)/i
const ERROR_LEVEL = 50
const USABLE_CODES = 300

/** A folder with a built app as far as the server can tell, and beside it something it must not serve. */
export async function clientFolders(): Promise<{ readonly root: string; readonly client: string }> {
  const root = await mkdtemp(join(tmpdir(), 'branchline-fuzz-'))
  const client = join(root, 'client')
  await mkdir(join(client, 'assets'), { recursive: true })
  await writeFile(join(root, 'secret.txt'), HIDDEN)
  await writeFile(join(client, 'index.html'), '<!doctype html><title>Branchline</title>')
  await writeFile(join(client, 'manifest.webmanifest'), '{}')
  await writeFile(join(client, 'assets', 'app-4fzyo82m.js'), 'export {}\n'.repeat(500))
  return { root, client }
}

/** A server with tablets, codes and some work of theirs on it, ready to be thrown at. */
export async function openWorld({ seed, at, databaseUrl, wrapStore }: WorldOptions): Promise<World> {
  const folders = await clientFolders()
  const watch = { isOn: false, written: new Set<string>(), faults: [] as string[] }
  const server = await startServer({
    clientFolder: folders.client,
    ...(at === undefined ? {} : { reference: at.reference }),
    ...(wrapStore === undefined ? {} : { wrapStore: (store) => wrapStore(store, () => watch.isOn) }),
    onLogLine: (line) => {
      if (levelOf(line) >= ERROR_LEVEL) watch.faults.push(line.slice(0, 1000))
    },
    openStore: (serviceId) =>
      openSqlStore({
        engine:
          databaseUrl === undefined
            ? sqliteEngine(at?.databasePath ?? join(folders.root, 'branchline.sqlite'))
            : postgresEngine(databaseUrl),
        serviceId,
        onStatement: ({ query }) => {
          const table = watch.isOn ? WRITES.exec(query.sql)?.[1] : undefined
          if (table !== undefined) watch.written.add(table)
        },
      }),
  })
  const known = await populate(server, seed)
  watch.isOn = true
  return {
    server,
    known,
    takeWritten: () => {
      const written = [...watch.written]
      watch.written.clear()
      return written
    },
    takeFaults: () => watch.faults.splice(0),
    close: async () => {
      await server.close()
      await rm(folders.root, { recursive: true, force: true })
    },
  }
}

function levelOf(line: string): number {
  return Number(/"level":(\d+)/.exec(line)?.[1] ?? 0)
}

async function populate(server: TestServer, seed: number): Promise<Known> {
  const { store, clock } = server
  const chance = chanceOf(seed, -1)
  const addCode = async (about: { siteId?: string; expiresAt?: number } = {}): Promise<string> => {
    const code = chance.token(32)
    const { siteId = null, expiresAt = null } = about
    await store.addCode({ codeHash: secretHash(code), siteId, expiresAt, first: false }, clock.now())
    return code
  }
  const tablets: FuzzTablet[] = []
  const usedCodes: string[] = []
  for (const siteId of ['site/abingdon', 'site/wychwood', null, 'site/abingdon']) {
    const tablet = {
      lineage: chance.uuid(),
      credential: chance.token(43),
      siteId,
      revoked: tablets.length === 3,
    }
    const code = await addCode()
    const person = { personId: chance.uuid(), personName: 'Asha' }
    const credentialHash = secretHash(tablet.credential)
    await store.enrol(
      secretHash(code),
      { lineage: tablet.lineage, credentialHash, siteId, ...person },
      clock.now(),
    )
    usedCodes.push(code)
    tablets.push(tablet)
  }
  const service = await store.readService()
  if (service === null) throw new Error('The service is not installed')
  const work = await firstWork(server, tablets, { epoch: service.epoch, chance })
  const revoked = tablets.filter((tablet) => tablet.revoked)
  for (const { lineage } of revoked) await store.revokeTablet(lineage, clock.now())
  const codes = [await addCode({ siteId: 'site/wychwood' })]
  for (let count = 0; count < USABLE_CODES; count += 1) codes.push(await addCode())
  const deadCodes = [...usedCodes, await addCode({ expiresAt: clock.now() - 1 }), chance.token(32)]
  return { epoch: service.epoch, tablets, codes, deadCodes, ...work }
}
