import * as v from 'valibot'

// The replies of protocol 1 as builds of the first release read them. Written out here rather than
// imported, because they never change: those builds are out there.

const uuid = v.pipe(v.string(), v.uuid())
const recordId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,79}$/))
const revision = v.pipe(v.number(), v.integer(), v.minValue(1))
const cursor = v.pipe(v.number(), v.integer(), v.minValue(0))
const path = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_]{1,60}(\/[A-Za-z0-9-]{1,40})?$/))
const fieldValues = v.record(path, v.unknown())

const outcome = v.variant('outcome', [
  v.strictObject({ outcome: v.literal('applied'), rev: revision, seq: revision }),
  v.strictObject({ outcome: v.literal('conflict'), rev: revision, seq: revision, lost: v.array(v.string()) }),
  v.strictObject({
    outcome: v.literal('refused'),
    code: v.picklist([
      'unknown-kind',
      'wrong-scope',
      'invalid-body',
      'unknown-field',
      'record-exists',
      'record-missing',
      'newer-schema',
      'op-id-reused',
    ]),
    fields: v.array(v.string()),
  }),
  v.strictObject({
    outcome: v.literal('held'),
    code: v.picklist(['predecessor-missing', 'judging-failed']),
  }),
  v.strictObject({ outcome: v.literal('review'), code: v.picklist(['not-allowed-here']) }),
])

export const pushReply1Schema = v.strictObject({
  protocol: v.literal(1),
  epoch: uuid,
  serverTime: v.number(),
  receipts: v.array(v.strictObject({ opId: uuid, outcome })),
})

const historyEntry = v.strictObject({
  opId: uuid,
  rev: revision,
  action: v.picklist(['create', 'patch', 'void', 'restore']),
  by: v.string(),
  at: v.number(),
  committedAt: v.number(),
  set: fieldValues,
  was: fieldValues,
})

const storedRecord = v.strictObject({
  id: recordId,
  kind: v.string(),
  scope: recordId,
  day: v.nullable(v.pipe(v.string(), v.isoDate())),
  rev: revision,
  seq: revision,
  deleted: v.boolean(),
  schema: revision,
  body: v.record(v.string(), v.unknown()),
  history: v.array(historyEntry),
})

export const pullReply1Schema = v.strictObject({
  protocol: v.literal(1),
  epoch: uuid,
  serverTime: v.number(),
  scopes: v.record(recordId, v.strictObject({ rows: v.array(storedRecord), cursor, head: cursor })),
})
