import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { checkBody, entitySet, readBody, registry } from '#domain/records/registry.ts'
import { mayBeBlank } from '#domain/records/fields/typed-value.ts'
import { changedFields, fieldsOf, withFields } from '#sync/fields.ts'

describe.each(registry.map((definition) => [definition.kind, definition] as const))(
  '%s',
  (kind, definition) => {
    test('its example is a valid body and reads back the same', () => {
      const checked = checkBody(kind, definition.example)
      expect(checked.ok && checked.body).toEqual(definition.example)
    })

    test('every field has a name for screens, and nothing else has one', () => {
      expect(Object.keys(definition.fields).sort()).toEqual(Object.keys(definition.body.entries).sort())
    })

    test('a body without any one of the fields it needs is refused, and the field is named', () => {
      for (const [field, schema] of Object.entries(definition.body.entries)) {
        const { [field]: _, ...rest } = definition.example
        const checked = checkBody(kind, rest)
        if (mayBeBlank({ schema })) expect(checked.ok).toBe(true)
        else expect(checked).toMatchObject({ ok: false, code: 'invalid-body', fields: [field] })
      }
    })

    test('a field that may be blank is blank when it is left out or null, and is not stored then', () => {
      for (const [field, schema] of Object.entries(definition.body.entries)) {
        if (!mayBeBlank({ schema })) continue
        const { [field]: _, ...rest } = definition.example
        const checked = checkBody(kind, { ...rest, [field]: null })
        expect(checked.ok && checked.body).toEqual(rest)
      }
    })

    test('what a newer build added to a body is kept', () => {
      const checked = checkBody(kind, { ...definition.example, somethingNew: [1, 2] })
      expect(checked.ok && checked.body).toMatchObject({ somethingNew: [1, 2] })
    })

    test('it survives being taken apart into fields and put together again', () => {
      const fields = fieldsOf(definition.example, definition.policies)
      const whole = withFields({}, fields, definition.policies)
      expect(checkBody(kind, whole)).toMatchObject({ ok: true, body: definition.example })
      expect(changedFields(definition.example, definition.example, definition.policies).set).toEqual({})
    })

    test('it survives JSON, which is how it is stored and sent', () => {
      expect(checkBody(kind, JSON.parse(JSON.stringify(definition.example)))).toMatchObject({ ok: true })
    })

    test('the entity set names it at the version this build writes', () => {
      expect(entitySet().split(' ')).toContain(`${kind}:${definition.upgrades.length + 1}`)
    })

    test('fields merged by key hold keyed maps', () => {
      const byKey = Object.entries(definition.policies).filter(([, policy]) => policy === 'map')
      for (const [field] of byKey) {
        expect(v.is(v.record(v.string(), v.unknown()), definition.example[field] ?? {})).toBe(true)
      }
    })

    test('fields that grow by appending hold text', () => {
      const growing = Object.entries(definition.policies).filter(([, policy]) => policy === 'append')
      for (const [field] of growing) {
        expect(v.is(v.nullable(v.string()), definition.example[field])).toBe(true)
      }
    })
  },
)

test('no two kinds share a name', () => {
  expect(new Set(registry.map((definition) => definition.kind)).size).toBe(registry.length)
})

test('a kind this build does not know is told apart from a bad body', () => {
  expect(checkBody('hologram-visit', {})).toEqual({ ok: false, code: 'unknown-kind', fields: [] })
  expect(readBody('event-session', { title: 3 })).toBeNull()
})
