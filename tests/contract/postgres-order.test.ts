import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { RecordStore } from '#server/storage/record-store.ts'
import { postgresEngine } from '#server/storage/sql/postgres.ts'
import { openSqlStore } from '#server/storage/sql/sql-store.ts'
import { anArrival, anInstallation, take } from '#support/kept-records.ts'
import { postgresDatabase } from '#support/postgres.ts'

// Two orders that look right and lose rows, kept here as controls: a reader that pages by them is seen
// to miss what a transaction commits late. The product's own order is then put to the same test.

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** Two writers and a reader on a table that counts its rows by a sequence. */
async function sequenceFeed(where: string) {
  const url = await postgresDatabase(onTestFinished)
  const [early, late, reader] = await Promise.all([connect(url), connect(url), connect(url)])
  await reader.query('create table notes (id bigserial primary key, text text not null)')
  let cursor = '0'
  const page = async (): Promise<string[]> => {
    const { rows } = await reader.query<{ id: string; text: string }>(
      `select id, text from notes where id > $1 and ${where} order by id`,
      [cursor],
    )
    cursor = rows.at(-1)?.id ?? cursor
    return rows.map(({ text }) => text)
  }
  const write = (client: Client, text: string) => client.query('insert into notes (text) values ($1)', [text])
  return { early, late, page, write }
}

test('a reader that pages by a sequence misses what commits after a later number was seen', async () => {
  const { early, late, page, write } = await sequenceFeed('true')
  await early.query('begin')
  await write(early, 'first')
  await write(late, 'second')
  expect(await page()).toEqual(['second'])
  await early.query('commit')
  expect(await page()).toEqual([])
})

test('a reader that waits for older transactions by xmin still misses a row of a younger one', async () => {
  const settled = 'xmin::text::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint'
  const { early, late, page, write } = await sequenceFeed(settled)
  // The older transaction takes the later number.
  await early.query('begin')
  await early.query('select pg_current_xact_id()')
  await late.query('begin')
  await late.query('select pg_current_xact_id()')
  await write(late, 'younger transaction, first number')
  await write(early, 'older transaction, second number')
  await early.query('commit')
  // Other databases of the same server may hold the horizon back for a moment.
  await vi.waitFor(async () => expect(await page()).toEqual(['older transaction, second number']))
  await late.query('commit')
  await vi.waitFor(async () => {
    const { rows } = await early.query(`select 1 from notes where ${settled}`)
    expect(rows).toHaveLength(2)
  })
  expect(await page()).toEqual([])
})

const WRITERS = 8
const BATCHES = 15
const BATCH = 5

test('[PU-7] on PostgreSQL too no operation becomes visible with a place below one already seen', async () => {
  const url = await postgresDatabase(onTestFinished)
  const serviceId = 'testshire'
  const open = async (): Promise<RecordStore> => {
    const store = await openSqlStore({ engine: postgresEngine(url), serviceId })
    onTestFinished(() => store.close())
    return store
  }
  const stores = await Promise.all([open(), open(), open()])
  const [reading, ...writing] = stores
  await reading.install(anInstallation(serviceId))

  const writer = async (index: number): Promise<void> => {
    const store = writing[index % writing.length] ?? reading
    const lineage = randomUUID()
    for (let batch = 0; batch < BATCHES; batch += 1) {
      const from = batch * BATCH + 1
      await take(
        store,
        Array.from({ length: BATCH }, (_, at) => anArrival(lineage, from + at, { recordId: randomUUID() })),
      )
    }
  }
  const seen: number[] = []
  const page = async (): Promise<number> => {
    const rows = await reading.readFeed((feed) => feed.rowsAfter('site/abingdon', seen.at(-1) ?? 0, 50))
    seen.push(...rows.map(({ record }) => record.seq))
    return rows.length
  }
  let isWriting = true
  const pageWhileWriting = async (): Promise<void> => {
    while (isWriting) await page()
  }
  const reader = pageWhileWriting()
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)))
  isWriting = false
  await reader
  // What was committed last may have come after the last page.
  while ((await page()) > 0);
  expect(seen).toEqual(Array.from({ length: WRITERS * BATCHES * BATCH }, (_, index) => index + 1))
})
