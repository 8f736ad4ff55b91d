import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import * as v from 'valibot'
import * as messages from '#sync/messages.ts'
import { operationSchema } from '#sync/operation.ts'
import { outcomeSchema } from '#sync/outcome.ts'
import { storedRecordSchema } from '#sync/stored-record.ts'
import * as waitingFile from '#sync/waiting-file.ts'
import { schemaText } from '#support/schema-text.ts'

/** What the wire looked like in each protocol, from the second on. A line here is never changed once released. */
const FINGERPRINTS: Readonly<Record<number, string>> = {
  2: 'd3ce3209f9c3044c',
}

/** Every schema that a message or file is made of, by name; a new message is among them by itself. */
function wireText(): string {
  const parts = { ...messages, ...waitingFile, operationSchema, outcomeSchema, storedRecordSchema }
  const schemas = Object.entries(parts).filter(([name]) => name.endsWith('Schema'))
  return schemas
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, schema]) => `${name} ${schemaText(schema)}`)
    .join('\n')
}

test('[PV-4] what goes over the wire changes only together with the number of the protocol', () => {
  const fingerprint = createHash('sha256').update(wireText()).digest('hex').slice(0, 16)
  expect(
    fingerprint,
    [
      'The shape of a message, operation or file has changed.',
      `If protocol ${messages.PROTOCOL_VERSION} has been released: raise PROTOCOL_VERSION in src/sync/messages.ts,`,
      'let the server go on answering the one before (src/server/sync, tests/fixtures), and add a line for the new one.',
      'If it has not: put the new fingerprint in place of the old one.',
    ].join('\n'),
  ).toBe(FINGERPRINTS[messages.PROTOCOL_VERSION])
})

test('any change of a schema changes its text, and the order of its entries does not', () => {
  const text = schemaText(v.object({ a: v.string(), b: v.pipe(v.number(), v.maxValue(3)) }))
  expect(schemaText(v.object({ b: v.pipe(v.number(), v.maxValue(3)), a: v.string() }))).toBe(text)
  const others = [
    v.object({ a: v.string(), b: v.pipe(v.number(), v.maxValue(4)) }),
    v.object({ a: v.string(), b: v.pipe(v.number(), v.minValue(3)) }),
    v.object({ a: v.string(), b: v.number() }),
    v.object({ a: v.nullable(v.string()), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.optional(v.string(), 'x'), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.picklist(['x', 'y']), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.picklist(['x', 'z']), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.literal('x'), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.pipe(v.string(), v.regex(/^x/)), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.pipe(v.string(), v.regex(/^y/)), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.array(v.string()), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.record(v.string(), v.string()), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ a: v.tuple([v.string()]), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.strictObject({ a: v.string(), b: v.pipe(v.number(), v.maxValue(3)) }),
    v.object({ c: v.string(), b: v.pipe(v.number(), v.maxValue(3)) }),
  ].map(schemaText)
  expect(new Set([text, ...others]).size).toBe(others.length + 1)
})

test('the wire is described down to its least part', () => {
  const text = wireText()
  for (const part of [
    'pullReplySchema',
    'quietDigest',
    'lineage-forked',
    'branchline-waiting',
    'committedAt',
  ]) {
    expect(text).toContain(part)
  }
  expect(text).toContain(String(messages.OPERATION_MAX_BYTES * 4))
  expect(text).not.toContain('[object')
})
