import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import { conflictIdOf } from '#domain/records/conflict.ts'
import { schemaVersion } from '#domain/records/define-record.ts'
import { registry } from '#domain/records/registry.ts'
import { operationSchema } from '#sync/operation.ts'
import { pullReply1Schema, pushReply1Schema } from '#support/protocol-1.ts'
import { openServer } from '#support/server-open.ts'
import { enrolTablet } from '#support/server-tablet.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures')

/** A message or operation exactly as a release sent it. These files are never changed. */
function frozen(name: string): unknown {
  return JSON.parse(readFileSync(join(FIXTURES, name), 'utf8'))
}

/** The tablet that the frozen messages name. */
const LINEAGE = '0199e0a0-0000-7000-8000-00000000000a'

test('[PV-1] a tablet of the first release is answered as that release answered it', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon', LINEAGE)
  const before = v.parse(pushReply1Schema, frozen('protocol-1/push-reply.json'))

  const pushed = await tablet.post('/api/sync/push', frozen('protocol-1/push-request.json'))
  const receipts = v.parse(pushReply1Schema, await pushed.json()).receipts
  // What was lost stands in the order as well by now, so that places in it are not the same.
  const places = ({ opId, outcome }: (typeof receipts)[number]) => ({ opId, ...outcome, seq: undefined })
  expect(receipts.map(places)).toEqual(before.receipts.map(places))

  const pulled = await tablet.post('/api/sync/pull', frozen('protocol-1/pull-request.json'))
  const { scopes } = v.parse(pullReply1Schema, await pulled.json())
  const known = v.parse(pullReply1Schema, frozen('protocol-1/pull-reply.json')).scopes
  expect(Object.keys(scopes)).toEqual(Object.keys(known))
  const sessions = (pages: typeof scopes) =>
    pages['site/abingdon']?.rows
      .filter((row) => row.kind === 'event-session')
      .map(({ id, body }) => [id, body])
  expect(sessions(scopes)).toEqual(sessions(known))
})

test('[PV-1] scopes with nothing new are there all the same, with nothing in them', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon', LINEAGE)
  const request = { ...v.parse(v.looseObject({}), frozen('protocol-1/pull-request.json')) }
  const quiet = { ...request, scopes: { authority: 12, 'site/abingdon': 0 } }
  const reply = v.parse(pullReply1Schema, await (await tablet.post('/api/sync/pull', quiet)).json())
  expect(reply.scopes).toEqual({
    authority: { rows: [], cursor: 12, head: 12 },
    'site/abingdon': { rows: [], cursor: 0, head: 0 },
  })
})

test('[PV-1] outcomes and history that the first release does not know are told in its words', async () => {
  const server = await openServer()
  const county = await enrolTablet(server, 'county')
  const tablet = await enrolTablet(server, 'site/abingdon', LINEAGE)
  const close = { kind: 'quarter-close', scope: 'authority' }
  await county.push([county.create({ year: 2026, quarter: 'Q3', closedBy: 'Asha' }, close)])
  const logged = tablet.create({ day: '2026-09-01' })
  const late = tablet.change(logged, { set: { title: 'Songs' }, was: { title: 'Rhymes' } })
  await tablet.push([logged, late])
  const settling = { state: 'resolved', choice: 'theirs' }
  await tablet.push([tablet.resolve('conflict', conflictIdOf(late.opId), settling)])
  const inClosedQuarter = tablet.create({ day: '2026-10-14' })
  const forked = tablet.create({}, { n: 1 })
  const carried = { ...tablet.create({ day: '2026-09-02' }), n: 40 }
  await county.carry(LINEAGE, [{ text: JSON.stringify(carried), mac: null }])

  const asked = { protocol: 1, lineage: LINEAGE, epoch: null }
  const push = (op: unknown) => tablet.post('/api/sync/push', { ...asked, ops: [op] })
  const refused = { outcome: 'refused', code: 'invalid-body', fields: [] }
  for (const op of [inClosedQuarter, forked]) {
    const { receipts } = v.parse(pushReply1Schema, await (await push(op)).json())
    expect(receipts).toEqual([{ opId: op.opId, outcome: refused }])
  }
  const pull = { ...asked, entitySet: '', scopes: {}, limitBytes: 100_000 }
  const { scopes } = v.parse(pullReply1Schema, await (await tablet.post('/api/sync/pull', pull)).json())
  const conflict = scopes['site/abingdon']?.rows.find((row) => row.kind === 'conflict')
  expect(conflict?.history.map((entry) => entry.action)).toEqual(['create', 'patch'])
})

test('[PV-2] what only the newest protocol has is asked for in that alone', async () => {
  const server = await openServer()
  const tablet = await enrolTablet(server, 'site/abingdon')
  for (const path of ['push', 'pull', 'receipt', 'carry', 'fork']) {
    for (const protocol of path === 'push' || path === 'pull' ? [0, 3, 1.5] : [0, 1, 3]) {
      const response = await tablet.post(`/api/sync/${path}`, { protocol, lineage: tablet.lineage })
      expect([response.status, await response.json()]).toEqual([409, { code: 'update-needed' }])
    }
  }
})

const operationFiles = readdirSync(join(FIXTURES, 'operations'))

test.for(operationFiles)(
  '[PV-3] an operation of a released schema version is taken and applied: %s',
  async (file) => {
    const server = await openServer()
    const county = await enrolTablet(server, 'county', LINEAGE)
    const op = v.parse(operationSchema, frozen(`operations/${file}`))

    expect((await county.push([op]))[0]?.outcome).toMatchObject({ outcome: 'applied', rev: 1 })

    const rows = (await county.pull())[op.scope]?.rows
    expect(rows?.find((row) => row.id === op.recordId)).toMatchObject({ kind: op.kind })
  },
)

test('[PV-3] every schema version of every kind that people make has its frozen operation', () => {
  const versions = registry
    .filter((definition) => definition.madeBy !== 'server')
    .flatMap((definition) =>
      Array.from({ length: schemaVersion(definition) }, (_, index) => `${definition.kind}-${index + 1}.json`),
    )
  expect(
    operationFiles.toSorted(),
    'A new kind or version needs a file in tests/fixtures/operations; one that was released is never changed',
  ).toEqual(versions.toSorted())
})
