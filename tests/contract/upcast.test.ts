import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { KeptRecord } from '#server/storage/record-store.ts'
import { upcastOperation, upcastRecord, type Versions } from '#server/sync/upcast.ts'
import type { Operation } from '#sync/operation.ts'

/** A kind whose second version renamed `people` to `attended`, and whose third added a `note`. */
const versions: Versions = {
  policies: {},
  upgrades: [
    ({ people, ...rest }) => (people === undefined ? rest : { ...rest, attended: people }),
    (body) => ({ note: '', ...body }),
  ],
}

function anOperation(more: Partial<Operation>): Operation {
  return {
    opId: randomUUID(),
    lineage: randomUUID(),
    n: 2,
    kind: 'visit',
    recordId: randomUUID(),
    scope: 'site/abingdon',
    action: 'patch',
    base: null,
    parentN: null,
    set: {},
    was: {},
    actor: { personId: 'p', name: 'Sam', proof: 'kiosk' },
    at: 0,
    clockOffset: null,
    schema: 1,
    app: 'test',
    supersedes: null,
    ...more,
  }
}

function aRecord(more: Partial<KeptRecord>): KeptRecord {
  return {
    id: randomUUID(),
    kind: 'visit',
    scope: 'site/abingdon',
    day: null,
    rev: 3,
    seq: 3,
    deleted: false,
    sharedRev: 0,
    schema: 1,
    body: { title: 'Rhyme Time', people: 9 },
    history: [],
    writers: { title: { rev: 1, lineage: 'a', n: 1 }, people: { rev: 3, lineage: 'b', n: 1 } },
    ...more,
  }
}

test('a record made by an older build is created in today’s fields', () => {
  const made = anOperation({ action: 'create', set: { title: 'Rhyme Time', people: 9 } })
  expect(upcastOperation(made, versions)).toMatchObject({
    set: { title: 'Rhyme Time', attended: 9, note: '' },
    was: {},
  })
})

test('a change made by an older build changes the fields it meant, and none that an upgrade adds', () => {
  const changed = anOperation({ set: { people: 12 }, was: { people: 9 } })
  expect(upcastOperation(changed, versions)).toMatchObject({ set: { attended: 12 }, was: { attended: 9 } })
})

test('an operation of this build is left as it is', () => {
  const current = anOperation({ schema: 3, set: { note: 'Rainy' }, was: { note: '' } })
  expect(upcastOperation(current, versions)).toBe(current)
})

test('a stored record is brought up to date, and a field an upgrade made counts as written last', () => {
  expect(upcastRecord(aRecord({}), versions)).toMatchObject({
    schema: 3,
    body: { title: 'Rhyme Time', attended: 9, note: '' },
    writers: { title: { rev: 1 }, attended: { rev: 3 }, note: { rev: 3 } },
  })
})

test('a record that a newer build stored is not touched', () => {
  expect(() => upcastRecord(aRecord({ schema: 4 }), versions)).toThrow(RangeError)
})
