// @vitest-environment node
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEntry } from '#client/data/entries.ts'
import { correctRecord, createRecord } from '#client/data/save.ts'
import { waitingRows } from '#client/data/waiting-file.ts'
import { volunteer } from '#domain/records/kinds/volunteer.ts'
import { exportAll } from '#server/operator/export.ts'
import { openServer, temporaryFolder } from '#support/server-open.ts'
import { syncOnce, tabletAt } from '#support/tablets.ts'

const KNOWN_AS = 'Persephone'

test('what a volunteer is called stays with the site: on no other site’s tablet, in no export, no table and no log', async () => {
  const server = await openServer()
  const home = await tabletAt(server, 'site/wychwood')
  const elsewhere = await tabletAt(server, 'site/abingdon')
  const body = { ...volunteer.example, knownAs: KNOWN_AS }
  const saved = await createRecord(home, { kind: 'volunteer', scope: 'site/wychwood', body })
  if (!saved.ok) throw new Error(saved.code)
  expect(JSON.stringify(await waitingRows(home, (id) => id))).not.toContain(KNOWN_AS)
  await syncOnce(home)
  const entry = await readEntry(home.db, saved.id)
  if (entry === null) throw new Error('no entry')
  await correctRecord(home, saved.id, entry.seen, { ...body, knownAs: `${KNOWN_AS} B` })
  await syncOnce(home)
  await syncOnce(elsewhere)
  expect((await readEntry(home.db, saved.id))?.body['knownAs'], 'the site itself has it').toBe(
    `${KNOWN_AS} B`,
  )

  const tables = await Promise.all(elsewhere.db.tables.map((table) => table.toArray()))
  expect(JSON.stringify(tables)).not.toContain(KNOWN_AS)
  const folder = join(await temporaryFolder(), 'export')
  await exportAll(server, folder)
  const files = await readdir(folder)
  expect(files).toContain('volunteer.csv')
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8')
    expect(text, file).not.toContain(KNOWN_AS)
    if (file === 'volunteer.csv') expect(text, 'the code is there').toContain('WYC-04')
  }
  // The server tells its log of what it could not read, and the tablet of what came back.
  const refused = { ...body, knownAs: `${KNOWN_AS} ${'x'.repeat(5_000)}` }
  const unread = await server.app.request('/api/push', { method: 'POST', body: JSON.stringify(refused) })
  expect(unread.ok).toBe(false)
  expect(server.log.text(), 'the log is written').not.toBe('')
  expect(server.log.text()).not.toContain(KNOWN_AS)
  const journal = await home.db.journal.toArray()
  expect(journal.length).toBeGreaterThan(0)
  expect(JSON.stringify(journal)).not.toContain(KNOWN_AS)
})
