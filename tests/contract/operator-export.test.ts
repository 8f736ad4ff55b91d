import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { registry } from '#domain/records/registry.ts'
import { columnsOf } from '#server/operator/csv-columns.ts'
import { exportAll } from '#server/operator/export.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

type Row = Readonly<Record<string, string>>

async function rowsOf(folder: string, kind: string): Promise<readonly Row[]> {
  const text = await readFile(join(folder, `${kind}.csv`), 'utf8')
  expect(text.startsWith('\uFEFF')).toBe(true)
  const { data, errors } = Papa.parse(text.slice(1), { header: true, skipEmptyLines: true })
  expect(errors).toEqual([])
  return v.parse(v.array(v.record(v.string(), v.string())), data)
}

async function aServer() {
  const server = await openServer()
  return { server, tablet: await enrolTablet(server, 'site/abingdon') }
}

test('every kind has a table of its own, with a row for each record, void ones too', async () => {
  const { server, tablet } = await aServer()
  const [kept, other] = [tablet.create({ title: 'Rhymes' }), tablet.create()]
  await tablet.push([kept, other, tablet.change(other, { rev: 1, action: 'void' })])
  const folder = join(await temporaryFolder(), 'export')
  const { document, lines } = await exportAll(server, folder)

  const kinds = [
    'corporate-priority',
    'event-session',
    'plan',
    'plan-action',
    'preset',
    'priority-activity',
    'promise',
    'site',
  ]
  expect((await readdir(folder)).toSorted()).toEqual(
    [...kinds.map((kind) => `${kind}.csv`), 'operations.jsonl'].toSorted(),
  )
  expect(document).toMatchObject({ folder, records: { 'event-session': 2, site: 3 }, operations: 3 })
  expect(lines).toContain(`${join(folder, 'event-session.csv')}: 2 records`)
  for (const kind of kinds) {
    expect(await rowsOf(folder, kind)).toHaveLength(
      v.parse(v.record(v.string(), v.number()), document['records'])[kind] ?? 0,
    )
  }
  const sessions = await rowsOf(folder, 'event-session')
  expect(sessions.find((row) => row['Record id'] === kept.recordId)).toMatchObject({
    Scope: 'site/abingdon',
    Void: 'false',
    Revision: '1',
    Title: 'Rhymes',
    Day: '2026-10-14',
    Count: '{"door-1":{"split":"none","total":14}}',
  })
  expect(sessions.find((row) => row['Record id'] === other.recordId)).toMatchObject({ Void: 'true' })
})

test('a table of more records than are read at a time has its headings once', async () => {
  const { server, tablet } = await aServer()
  for (let batch = 0; batch < 6; batch += 1) {
    await tablet.push(Array.from({ length: 100 }, () => tablet.create()))
  }
  const folder = join(await temporaryFolder(), 'export')
  await exportAll(server, folder)
  const ids = (await rowsOf(folder, 'event-session')).map((row) => row['Record id'])
  expect(new Set(ids).size).toBe(600)
  expect(ids).not.toContain('Record id')
})

test('no two columns of a kind have the same heading', () => {
  for (const { kind } of registry) {
    const headings = columnsOf(kind).map(({ heading }) => heading)
    expect(headings, kind).toEqual([...new Set(headings)])
  }
})

test('no text that somebody typed becomes a formula in a spreadsheet, and none is changed otherwise', async () => {
  const { server, tablet } = await aServer()
  const typed = fc.tuple(
    fc.constantFrom('=', '+', '-', '@', '\t', '\n', '', 'x'),
    fc.string({ unit: fc.constantFrom('=', '1', '"', ',', '\n', '\r', ';', 'é'), maxLength: 12 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(typed, { minLength: 1, maxLength: 8 }), async (texts) => {
      const notes = texts.map((parts) => parts.join(''))
      const ops = notes.map((note) => tablet.create({ note }))
      await tablet.push(ops)
      const folder = join(await temporaryFolder(), 'export')
      await exportAll(server, folder)
      const rows = await rowsOf(folder, 'event-session')
      for (const cell of rows.flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/)
      for (const { recordId, set } of ops) {
        const { Note } = rows.find((row) => row['Record id'] === recordId) ?? {}
        expect(Note === set['note'] || Note === `'${String(set['note'])}`).toBe(true)
      }
    }),
    { numRuns: 25 },
  )
})

test('a title that begins like a formula is kept from running', async () => {
  const { server, tablet } = await aServer()
  await tablet.push([tablet.create({ title: '=HYPERLINK("http://x","Rhymes")', note: '@SUM(1)\n=2' })])
  const folder = join(await temporaryFolder(), 'export')
  await exportAll(server, folder)
  expect(await rowsOf(folder, 'event-session')).toEqual([
    expect.objectContaining({ Title: `'=HYPERLINK("http://x","Rhymes")`, Note: `'@SUM(1)\n=2` }),
  ])
})

test('every operation is a line of JSON, with what was sent and what came of it, and no secret is in any file', async () => {
  const { server, tablet } = await aServer()
  const [taken, spoilt] = [tablet.create(), tablet.create({ format: 'by-owl' })]
  await tablet.push([taken, spoilt])
  const folder = join(await temporaryFolder(), 'export')
  await exportAll(server, folder)

  const lines = (await readFile(join(folder, 'operations.jsonl'), 'utf8')).trimEnd().split('\n')
  const operations: unknown[] = lines.map((line) => JSON.parse(line))
  expect(operations).toEqual(await server.store.operationsAfter('', 10))
  expect(operations).toContainEqual(
    expect.objectContaining({
      opId: spoilt.opId,
      outcome: { outcome: 'refused', code: 'invalid-body', fields: ['format'] },
      standing: true,
    }),
  )
  const credential = await server.store.credentialHashOf(tablet.lineage)
  for (const name of await readdir(folder)) {
    expect(await readFile(join(folder, name), 'utf8')).not.toContain(credential)
  }
})

test('an export is written into no folder that holds something, and changes nothing there', async () => {
  const { server } = await aServer()
  const folder = join(await temporaryFolder(), 'export')
  await mkdir(folder)
  await writeFile(join(folder, 'site.csv'), 'mine')
  await expect(exportAll(server, folder)).rejects.toThrow(`The folder ${folder} is not empty`)
  expect(await readdir(folder)).toEqual(['site.csv'])
  expect(await readFile(join(folder, 'site.csv'), 'utf8')).toBe('mine')
})
