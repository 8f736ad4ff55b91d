import { afterEach, describe, expect, test } from 'vitest'
import { readEntry } from '#client/data/entries.ts'
import { correctRecord, createRecord, restoreRecord, voidRecord } from '#client/data/save.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { runCycle } from '#client/sync/cycle.ts'
import { enrol } from '#client/sync/enrol.ts'
import { httpTransport } from '#client/sync/transport.ts'
import { fieldInWords } from '#domain/records/fact-words.ts'
import { privateFields } from '#domain/records/privacy.ts'
import { type Body, checkBody, registry } from '#domain/records/registry.ts'
import { columnsOf } from '#server/operator/csv-columns.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { aDevice } from '#support/device.ts'
import { serverFetch, startServer, type TestServer } from '#support/server.ts'

const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

async function aCountyTablet(server: TestServer): Promise<Tablet> {
  const device = aDevice({ fetch: serverFetch(server) })
  const result = await enrol(device, { code: await server.mintCode(), site: 'county', name: 'Asha' })
  if (!result.ok) throw new Error(result.code)
  open.push(result.tablet.db)
  return result.tablet
}

const sync = (tablet: Tablet) => runCycle(tablet, httpTransport(tablet))

async function seenOf(tablet: Tablet, id: string) {
  const entry = await readEntry(tablet.db, id)
  if (entry === null) throw new Error('no such record')
  return entry
}

/** Kinds that people make; what only the server makes has journeys of its own. */
const made = registry.filter((definition) => definition.madeBy !== 'server')

/** The example with one field said otherwise, as a correction would. */
function corrected({ kind, example, form }: (typeof made)[number]): Body {
  for (const [name, before] of Object.entries(example)) {
    const control = form?.fields[name]?.control
    const others: readonly unknown[] =
      control?.type === 'choice' ? Object.keys(control.words) : [Number(before) + 1, 'corrected', 'Q3']
    for (const other of others) {
      const body = { ...example, [name]: other }
      if (other !== before && checkBody(kind, body).ok) return body
    }
  }
  throw new Error(`nothing of ${kind} can be corrected`)
}

describe.each(made.map((definition) => [definition.kind, definition] as const))('%s', (kind, definition) => {
  const scope = definition.home === 'authority' ? AUTHORITY_SCOPE : 'site/wychwood'

  test('is logged, corrected, made void and restored without signal, is sent when it returns, and is the same on another tablet', async () => {
    const server = await startServer()
    open.push(server)
    const tablet = await aCountyTablet(server)
    const other = await aCountyTablet(server)
    server.down = true
    const saved = await createRecord(tablet, { kind, scope, body: definition.example })
    if (!saved.ok) throw new Error(`${saved.code} ${saved.fields.join()}`)
    const body = corrected(definition)
    const change = await correctRecord(tablet, saved.id, (await seenOf(tablet, saved.id)).seen, body)
    expect(change.ok).toBe(true)
    await voidRecord(tablet, saved.id, (await seenOf(tablet, saved.id)).seen)
    expect(await seenOf(tablet, saved.id)).toMatchObject({ deleted: true, state: 'on-this-tablet' })
    await restoreRecord(tablet, saved.id, (await seenOf(tablet, saved.id)).seen)

    server.down = false
    await sync(tablet)
    await sync(other)
    expect(await seenOf(tablet, saved.id)).toMatchObject({ state: 'counted', attention: null })
    const there = await seenOf(other, saved.id)
    expect(there).toMatchObject({ deleted: false, state: 'counted' })
    expect(there.seen.body).toEqual(body)
    expect(there.history.map(({ action }) => action)).toEqual(['restore', 'void', 'patch', 'create'])

    await voidRecord(other, saved.id, there.seen)
    await sync(other)
    await sync(tablet)
    expect(await seenOf(tablet, saved.id)).toMatchObject({ deleted: true, state: 'counted' })
  })

  test('what does not fit is not saved, and the fields are named in words', async () => {
    const server = await startServer()
    open.push(server)
    const tablet = await aCountyTablet(server)
    for (const field of Object.keys(definition.body.entries)) {
      // No field of any kind takes a list of lists of lists.
      const body = { ...definition.example, [field]: [[['neither']]] }
      const saved = await createRecord(tablet, { kind, scope, body })
      expect(saved.ok).toBe(false)
      if (saved.ok) continue
      expect(saved.fields.map((path) => path.split('.')[0])).toContain(field)
      expect(fieldInWords(saved.fields[0]?.split('.')[0] ?? '', kind)).toBe(definition.fields[field])
    }
  })

  test('its row in an export has a heading for each field, each its own', () => {
    const headings = columnsOf(kind).map(({ heading }) => heading)
    expect(new Set(headings).size).toBe(headings.length)
    const own = Object.entries(definition.fields).filter(([field]) => !privateFields(kind).has(field))
    for (const [, label] of own) expect(headings.some((heading) => heading.startsWith(label))).toBe(true)
  })
})
