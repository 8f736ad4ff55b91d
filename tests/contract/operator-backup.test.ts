import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { backup } from '#server/operator/backup.ts'
import { openBackup, restore } from '#server/operator/restore.ts'
import { verify } from '#server/operator/verify.ts'
import { sqliteEngine } from '#server/storage/sql/sqlite.ts'
import { readWriters } from '#server/storage/writers-text.ts'
import { digestsOf, emptyStore, restoreFrom, TEST_SERVICE } from '#support/operator.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'
import type { TestServer } from '#support/server.ts'

function depsOf(server: TestServer) {
  return { store: server.store, clock: server.clock.now, app: 'test' }
}

async function saved(entries = 3) {
  const folder = await temporaryFolder()
  const server = await openServer({ databasePath: join(folder, 'branchline.sqlite') })
  const tablet = await enrolTablet(server, 'site/abingdon')
  await tablet.push(Array.from({ length: entries }, () => tablet.create()))
  const file = join(folder, 'backup.gz')
  const report = await backup(depsOf(server), file)
  return { folder, server, tablet, file, report }
}

test('a restored backup holds every record and operation, in a new history', async () => {
  const { server, file } = await saved()
  const restored = await emptyStore(sqliteEngine(':memory:'))
  const { document } = await restoreFrom(file, restored)

  expect(await digestsOf(restored)).toEqual(await digestsOf(server.store))
  expect(await restored.operationsAfter('', 10)).toEqual(await server.store.operationsAfter('', 10))
  const before = await server.store.readService()
  const after = await restored.readService()
  expect(after).toEqual({ ...before, epoch: document['epoch'] })
  expect(after?.epoch).not.toBe(before?.epoch)
  expect((await verify({ store: restored })).isAlarming).toBe(false)
})

test('what a backup holds is of one moment, although tablets push meanwhile', async () => {
  const { folder, server, tablet } = await saved()
  const file = join(folder, 'busy.gz')
  const state = { isSaving: true, pushes: 0 }
  const saving = backup(depsOf(server), file).finally(() => (state.isSaving = false))
  while (state.isSaving) {
    await tablet.push([tablet.create(), tablet.create()])
    state.pushes += 1
    // Lets the disk have its turn, which a server in the same process would never give it.
    await pause()
  }
  await saving
  expect(state.pushes).toBeGreaterThan(0)

  const restored = await emptyStore(sqliteEngine(':memory:'))
  await restoreFrom(file, restored)
  expect(await verify({ store: restored })).toMatchObject({
    isAlarming: false,
    document: { differing: [], suspectedLoss: [], waiting: {} },
  })
})

test('tablets hear that their work is in a backup once it is on disk, and not before', async () => {
  const { folder, server, tablet } = await saved(3)
  expect(await tablet.pullReply()).toMatchObject({ durableThrough: 3 })
  await tablet.push([tablet.create()])
  const { store } = server
  const broken = { ...store, dump: async () => Promise.reject(new Error('The disk is gone')) }
  const file = join(folder, 'second.gz')
  await expect(backup({ ...depsOf(server), store: broken }, file)).rejects.toThrow('The disk is gone')
  expect(await tablet.pullReply()).toMatchObject({ durableThrough: 3 })
  await backup(depsOf(server), file)
  expect(await tablet.pullReply()).toMatchObject({ durableThrough: 4 })
})

test('only what arrived without a gap counts as being in a backup', async () => {
  const { folder, server, tablet } = await saved(2)
  const late = tablet.create()
  await tablet.push([tablet.create()])
  await backup(depsOf(server), join(folder, 'gap.gz'))
  expect(await tablet.pullReply()).toMatchObject({ durableThrough: 2 })
  await tablet.push([late])
  await backup(depsOf(server), join(folder, 'whole.gz'))
  expect(await tablet.pullReply()).toMatchObject({ durableThrough: 4 })
})

test('a backup that fails leaves nothing behind', async () => {
  const { folder, server } = await saved()
  const names = await readdir(folder)
  const { store } = server
  const broken = {
    ...store,
    dump: (write: Parameters<typeof store.dump>[0]) =>
      store.dump(async (table, rows) => {
        await write(table, rows)
        if (table === 'operations') throw new Error('Cut off')
      }),
  }
  await expect(backup({ ...depsOf(server), store: broken }, join(folder, 'cut.gz'))).rejects.toThrow(
    'Cut off',
  )
  expect(await readdir(folder)).toEqual(names)
})

test('a backup never takes the place of a file', async () => {
  const { server, file } = await saved()
  const before = await readFile(file)
  await expect(backup(depsOf(server), file)).rejects.toThrow('already')
  expect(await readFile(file)).toEqual(before)
})

test('a backup holds no code that could still be used, once it is restored', async () => {
  const { folder, server } = await saved()
  await server.mintCode()
  const file = join(folder, 'codes.gz')
  await backup(depsOf(server), file)
  const restored = await emptyStore(sqliteEngine(':memory:'))
  await restoreFrom(file, restored)
  const codes: unknown[] = []
  await restored.dump(async (table, rows) => void (table === 'enrolment_codes' && codes.push(...rows)))
  expect(codes).toEqual([expect.objectContaining({ used_at: expect.any(Number) })])
})

test('a backup is not put into a database that holds something', async () => {
  const { server, file } = await saved()
  const before = await digestsOf(server.store)
  await expect(restoreFrom(file, server.store)).rejects.toThrow('not empty')
  expect(await digestsOf(server.store)).toEqual(before)
})

test('a backup cut short or changed anywhere is refused, and nothing is written', async () => {
  const { folder, file } = await saved()
  const whole = await readFile(file)
  const damaged = join(folder, 'damaged.gz')
  const refuses = async (bytes: Buffer) => {
    await writeFile(damaged, bytes)
    await expect(openBackup(damaged, TEST_SERVICE)).rejects.toThrow('Nothing was written')
  }
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), (length) =>
      refuses(whole.subarray(0, length)),
    ),
    { numRuns: 60 },
  )
  // A few bits of gzip stand for nothing: when it was zipped, and what fills the last byte up.
  const meansTheSame = (bytes: Buffer): boolean => {
    try {
      return gunzipSync(bytes).equals(gunzipSync(whole))
    } catch {
      return false
    }
  }
  const places = fc.record({
    at: fc.integer({ min: 0, max: whole.length - 1 }),
    bit: fc.integer({ min: 0, max: 7 }),
  })
  await fc.assert(
    fc.asyncProperty(places, async ({ at, bit }) => {
      const flipped = Buffer.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
      if (!meansTheSame(flipped)) await refuses(flipped)
    }),
    { numRuns: 200 },
  )
})

test('a backup that was zipped again with a row missing, changed or added is refused', async () => {
  const { folder, file } = await saved()
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split('\n')
    .slice(0, -1)
  const record = lines.findIndex((line) => line.startsWith('{"table":"records"'))
  const changes: readonly (readonly string[])[] = [
    lines.toSpliced(record, 1),
    lines.toSpliced(record, 1, (lines[record] ?? '').replace('"rev":1', '"rev":2')),
    lines.toSpliced(record, 0, lines[record] ?? ''),
    lines.slice(0, -1),
    [...lines, lines[record] ?? ''],
  ]
  const damaged = join(folder, 'rewritten.gz')
  for (const changed of changes) {
    await writeFile(damaged, gzipSync(changed.map((line) => `${line}\n`).join('')))
    await expect(openBackup(damaged, TEST_SERVICE)).rejects.toThrow('is damaged')
  }
})

/** A backup as the version before wrote it: each field with a writer of its own. */
function asVersion1(lines: readonly string[]): readonly string[] {
  const [header = '', ...rows] = lines.slice(0, -1)
  const before = [header.replace('"version":2', '"version":1'), ...rows.map(withWriters1)]
  const hash = createHash('sha256')
  for (const line of before) hash.update(`${line}\n`)
  const trailer = (lines.at(-1) ?? '').replace(/"hash":"[^"]*"/, `"hash":"${hash.digest('hex')}"`)
  return [...before, trailer]
}

const recordLineSchema = v.looseObject({
  table: v.literal('records'),
  row: v.looseObject({ writers: v.string() }),
})

function withWriters1(line: string): string {
  const read = v.safeParse(recordLineSchema, JSON.parse(line))
  if (!read.success) return line
  const { row } = read.output
  const writers = JSON.stringify(readWriters(row.writers))
  return JSON.stringify({ table: 'records', row: { ...row, writers } })
}

test('a backup of the version before is restored, and who wrote each field is known from it', async () => {
  const { folder, server, file } = await saved()
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split('\n')
    .slice(0, -1)
  const before = join(folder, 'version-1.gz')
  await writeFile(
    before,
    gzipSync(
      asVersion1(lines)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  )
  const restored = await emptyStore(sqliteEngine(':memory:'))
  await restoreFrom(before, restored)
  expect(await digestsOf(restored)).toEqual(await digestsOf(server.store))
  const writersIn = async ({ recordsAfter }: typeof restored) =>
    (await recordsAfter('', 100)).map(({ id, writers }) => [id, writers])
  expect(await writersIn(restored)).toEqual(await writersIn(server.store))
})

test('a file that changes between being checked and being loaded leaves the database empty', async () => {
  const { folder, file } = await saved()
  const copy = join(folder, 'copy.gz')
  const whole = await readFile(file)
  await writeFile(copy, whole)
  const opened = await openBackup(copy, TEST_SERVICE)
  await writeFile(copy, whole.subarray(0, whole.length - 20))
  const store = await emptyStore(sqliteEngine(':memory:'))
  await expect(restore({ store, newId: () => crypto.randomUUID() }, opened)).rejects.toThrow('is damaged')
  expect(await store.readService()).toBeNull()
})

test('a file that is no backup, of a newer build or of another service is told apart', async () => {
  const { folder, file } = await saved()
  const other = join(folder, 'other.gz')
  await writeFile(other, 'minutes of the meeting')
  await expect(openBackup(other, TEST_SERVICE)).rejects.toThrow('is not a backup')
  await writeFile(other, gzipSync('{"format":"branchline-backup","version":9}\n'))
  await expect(openBackup(other, TEST_SERVICE)).rejects.toThrow('newer Branchline')
  await expect(openBackup(file, { id: 'kent', name: 'Kent libraries' })).rejects.toThrow(
    'is a backup of Testshire libraries; this server is for Kent libraries',
  )
})
