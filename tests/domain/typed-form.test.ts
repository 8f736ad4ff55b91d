import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { isAsked } from '#domain/records/fields/field.ts'
import {
  count,
  hours,
  line,
  orBlank,
  pounds,
  tallies,
  weekHours,
  when,
  yesNo,
} from '#domain/records/fields/kinds-of-field.ts'
import {
  fieldsAsked,
  formOfBody,
  readForm,
  readTyped,
  typedFormSchema,
} from '#domain/records/fields/typed-value.ts'
import { checkBody, registry } from '#domain/records/registry.ts'

const forms = registry.flatMap((definition) =>
  definition.form === undefined ? [] : [[definition.kind, definition, definition.form] as const],
)

describe.each(forms)('%s', (kind, definition, form) => {
  test('its example fills its form, and the form gives the example back', () => {
    const typed = formOfBody(form.fields, definition.example)
    expect(v.is(typedFormSchema, JSON.parse(JSON.stringify(typed))), 'a draft keeps it').toBe(true)
    const read = readForm(form.fields, typed, definition.example)
    const checked = read.ok ? checkBody(kind, read.body) : read
    expect(checked.ok && checked.body).toEqual(definition.example)
  })

  test('an empty form names what it needs, each with what to do', () => {
    const read = readForm(form.fields, {})
    if (read.ok) return
    for (const { field, message } of read.problems) {
      expect(message.startsWith(`${form.fields[field]?.label}: `)).toBe(true)
    }
  })

  test('what hangs on another field hangs on one that it has, at a value that can stand there', () => {
    for (const field of Object.values(form.fields)) {
      if (field.when === undefined) continue
      const other = form.fields[field.when.field]
      expect(other).toBeDefined()
      for (const value of field.when.is) expect(v.is(other?.schema ?? v.never(), value)).toBe(true)
    }
  })

  test('what names an entry, and its figure, are fields of it', () => {
    for (const name of [...form.titled, ...(form.figure === undefined ? [] : [form.figure])]) {
      expect(Object.keys(form.fields)).toContain(name)
    }
  })
})

test('a number may be typed with spaces and commas; blank is blank and never 0', () => {
  const field = orBlank(count('Visits', 'visits'))
  expect(readTyped(field, ' 1,204 ')).toEqual({ ok: true, value: 1204 })
  expect(readTyped(field, '')).toEqual({ ok: true, value: null })
  expect(readTyped(field, '0')).toEqual({ ok: true, value: 0 })
  expect(readTyped(field, 'ten')).toEqual({
    ok: false,
    message: 'Visits: use a whole number, or leave it blank',
  })
  expect(readTyped(count('Visits', 'visits', 200), '201')).toEqual({
    ok: false,
    message: 'Visits: use a whole number up to 200',
  })
})

test('hours may be typed as 1.5 or as 1:30, and are quarter-hours', () => {
  const field = hours('Hours')
  expect(readTyped(field, '1.5')).toEqual({ ok: true, value: 90 })
  expect(readTyped(field, '1:30')).toEqual({ ok: true, value: 90 })
  expect(readTyped(field, '0.25')).toEqual({ ok: true, value: 15 })
  expect(readTyped(field, '1.1').ok).toBe(false)
  expect(readTyped(field, '25').ok).toBe(false)
})

test('money may be typed with a pound sign, and is kept in pence', () => {
  expect(readTyped(pounds('Cost'), '£1,250.5')).toEqual({ ok: true, value: 125_050 })
  expect(readTyped(pounds('Cost'), '12.345').ok).toBe(false)
})

test('under headings, what is blank was not counted and is left out', () => {
  const field = tallies('Missed', { unwell: 'Unwell', weather: 'Weather' })
  expect(readTyped(field, { unwell: '0', weather: '' })).toEqual({ ok: true, value: { unwell: 0 } })
  expect(readTyped(field, { weather: 'x' })).toEqual({
    ok: false,
    message: 'Missed, Weather: use a whole number, or leave it blank if it was not counted',
  })
  expect(readTyped(weekHours('Staffed'), { mon: '7:30' })).toEqual({ ok: true, value: { mon: 450 } })
})

test('a field that is not asked for is blank, whatever was typed into it before', () => {
  const fields = {
    isPlanned: yesNo('Planned'),
    why: when('isPlanned', [true], orBlank(line('Why'))),
  }
  expect(fieldsAsked(fields, { isPlanned: '' }).map(([name]) => name)).toEqual(['isPlanned'])
  expect(readForm(fields, { isPlanned: '', why: 'rain' })).toEqual({
    ok: true,
    body: { isPlanned: false, why: null },
  })
  expect(readForm(fields, { isPlanned: 'yes', why: 'rain' })).toEqual({
    ok: true,
    body: { isPlanned: true, why: 'rain' },
  })
  expect(isAsked(fields.why, {})).toBe(false)
})

test('what a record holds and its form does not show stays as it was', () => {
  const read = readForm({ name: line('Name') }, { name: 'Sam' }, { name: 'Ben', fromNewerBuild: [1] })
  expect(read).toEqual({ ok: true, body: { name: 'Sam', fromNewerBuild: [1] } })
})
