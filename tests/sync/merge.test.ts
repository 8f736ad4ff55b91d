import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventSession } from '#domain/records/event-session.ts'
import { fieldsOf } from '#sync/fields.ts'
import { type FieldWriters, merge, type MergeBase, VOID_PATH } from '#sync/merge.ts'
import { EPOCH, testId } from '#support/device.ts'
import { anOperation, aPatch, TABLET_A, TABLET_B } from '#support/operations.ts'
import { aSession, counted } from '#support/sessions.ts'

const { policies } = eventSession
/** A server that was never restored. */
const HERE = { epoch: EPOCH, sharedEpoch: null }

/** A session made by tablet A at rev 1, some of whose fields tablet B changed at rev 2. */
function afterB(changed: Record<string, unknown> = {}, state: Partial<MergeBase> = {}): MergeBase {
  const body = { ...aSession(), ...changed }
  const writers: Record<string, FieldWriters[string]> = {}
  for (const path of Object.keys(fieldsOf(body, policies)))
    writers[path] = { rev: 1, lineage: TABLET_A, n: 1 }
  for (const path of Object.keys(changed)) writers[path] = { rev: 2, lineage: TABLET_B, n: 7 }
  return { body, deleted: false, rev: 2, writers, sharedRev: 0, ...state }
}

describe('a change of a field', () => {
  test('[MG-1] is clean when its author had seen the last change of that field', () => {
    const merged = merge(
      afterB({ title: 'by B' }),
      aPatch(2, { title: 'by A' }, { title: 'by B' }),
      policies,
      HERE,
    )
    expect(merged).toMatchObject({ taken: ['title'], lost: [], body: { title: 'by A' } })
    expect(merged.writers['title']).toEqual({ rev: 3, lineage: TABLET_A, n: 2 })
  })

  test('[MG-1] of one field is not disturbed by an unseen change of another', () => {
    const merged = merge(
      afterB({ title: 'by B' }),
      aPatch(1, { startTime: 'Rhymes' }, { startTime: 'Rhyme Time' }),
      policies,
      HERE,
    )
    expect(merged).toMatchObject({ lost: [], body: { startTime: 'Rhymes', title: 'by B' } })
  })

  test('[MG-1] counts nothing seen in another epoch', () => {
    const op = aPatch(2, { title: 'by A' }, { title: 'older' }, { base: { epoch: testId(0xe, 2), rev: 9 } })
    expect(merge(afterB({ title: 'by B' }), op, policies, HERE).lost).toEqual(['title'])
  })

  test('[MG-2] is clean after this tablet changed the field itself, though it has not heard back yet', () => {
    const server = afterB({}, { writers: { title: { rev: 2, lineage: TABLET_A, n: 4 } } })
    const op = { n: 5, parentN: 4, base: null }
    expect(merge(server, aPatch(1, { title: 'again' }, { title: 'first' }, op), policies, HERE).lost).toEqual(
      [],
    )
    const older = { n: 5, parentN: 3, base: null }
    expect(
      merge(server, aPatch(1, { title: 'again' }, { title: 'first' }, older), policies, HERE).lost,
    ).toEqual(['title'])
  })

  test('[MG-3] is clean when the server holds the value it replaces, or the value it gives', () => {
    const server = afterB({ title: 'by B' })
    expect(merge(server, aPatch(1, { title: 'by A' }, { title: 'by B' }), policies, HERE).lost).toEqual([])
    expect(merge(server, aPatch(1, { title: 'by B' }, { title: 'older' }), policies, HERE).lost).toEqual([])
  })

  test('[MG-4] otherwise keeps the server’s value, while its clean fields are applied', () => {
    const op = aPatch(1, { title: 'by A', startTime: 'Rhymes' }, { title: '', startTime: 'Rhyme Time' })
    const merged = merge(afterB({ title: 'by B' }), op, policies, HERE)
    expect(merged).toMatchObject({
      lost: ['title'],
      taken: ['startTime'],
      body: { title: 'by B', startTime: 'Rhymes' },
    })
  })

  test('[OP-2] counts added by two tablets to one session never meet', () => {
    const server = afterB({ counts: { ...counted(14, 'door-1'), ...counted(9, 'door-2') } })
    const op = aPatch(1, { 'counts/door-3': { split: 'none', total: 3 } }, {})
    const merged = merge(server, op, policies, HERE)
    expect(merged.lost).toEqual([])
    expect(Object.keys(merged.body['counts'] ?? {})).toEqual(['door-1', 'door-2', 'door-3'])
  })

  test('[MG-4] never replaces, without a word, a value that its author had not seen', () => {
    const value = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(value, value, value, fc.integer({ min: 1, max: 3 }), (theirs, was, mine, seenRev) => {
        const merged = merge(
          afterB({ title: theirs }),
          aPatch(seenRev, { title: mine }, { title: was }),
          policies,
          HERE,
        )
        const replaced = merged.body['title'] !== theirs
        if (replaced) expect(seenRev >= 2 || was === theirs).toBe(true)
        else expect(merged.lost.length === 1 || mine === theirs).toBe(true)
      }),
    )
  })
})

describe('a text that only grows', () => {
  const meeting = (held: string | null, was: string | null, given: string | null) =>
    merge(afterB({ note: held }), aPatch(1, { note: given }, { note: was }), policies, HERE)

  test('[MG-7] takes what a late change added, behind what is there', () => {
    const merged = meeting('Rain. Ten stayed.', 'Rain.', 'Rain. Tea ran out.')
    expect(merged).toMatchObject({
      taken: ['note'],
      lost: [],
      set: { note: 'Rain. Ten stayed.\n Tea ran out.' },
    })
    expect(merged.body['note']).toBe(merged.set['note'])
  })

  test('[MG-7] takes the whole of a late text that does not begin with the one it replaced', () => {
    expect(meeting('Rain', 'Wind', 'Snow').body['note']).toBe('Rain\nSnow')
  })

  test('[MG-7] that begins empty has no empty line before what is added', () => {
    expect(meeting('Rain', null, 'Snow').body['note']).toBe('Rain\nSnow')
    expect(meeting('', 'Rain', 'Rain\nSnow').body['note']).toBe('Snow')
  })

  test('[MG-7] does not take the same addition a second time', () => {
    expect(meeting('Rain\nSnow', 'Rain', 'Rain\nSnow').body['note']).toBe('Rain\nSnow')
    expect(meeting('Rain\nWind\nSnow', 'Rain', 'Rain\nSnow').body['note']).toBe('Rain\nWind\nSnow')
  })

  test('[MG-7] is changed as it was meant where nobody else has changed it', () => {
    const shorter = aPatch(2, { note: 'Ra' }, { note: 'Rain' })
    expect(merge(afterB({ note: 'Rain' }), shorter, policies, HERE).body['note']).toBe('Ra')
    expect(meeting('Rain', 'Rain', '').body['note']).toBe('')
  })

  test('[MG-7] loses neither what was there nor what was added, and never conflicts', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 6 })
    fc.assert(
      fc.property(text, text, text, (held, was, addition) => {
        const merged = meeting(held, was, was + addition)
        const note = String(merged.body['note'])
        expect(merged.lost).toEqual([])
        if (held !== was) expect(note.startsWith(held)).toBe(true)
        expect(note.endsWith(addition.replace(/^\n+/, ''))).toBe(true)
      }),
    )
  })

  test('[MG-4] that is no text on one side keeps the server’s value', () => {
    const op = aPatch(1, { note: { oops: 1 } }, { note: '' })
    expect(merge(afterB({ note: 'by B' }), op, policies, HERE).lost).toEqual(['note'])
  })
})

test('[MG-8] of a field that nobody would miss, the last change to arrive stands', () => {
  const op = aPatch(1, { note: 'by A' }, { note: '' })
  const merged = merge(afterB({ note: 'by B' }), op, { note: 'latest' }, HERE)
  expect(merged).toMatchObject({ taken: ['note'], lost: [], body: { note: 'by A' } })
})

test('[MG-9] what a tablet itself wrote is seen in any epoch, and what others wrote counts by its value alone', () => {
  const elsewhere = { base: { epoch: testId(0xe, 2), rev: 9 } }
  const own = afterB({}, { writers: { title: { rev: 2, lineage: TABLET_A, n: 4 } } })
  const after = aPatch(1, { title: 'again' }, { title: 'first' }, { ...elsewhere, n: 5, parentN: 4 })
  expect(merge(own, after, policies, HERE).lost).toEqual([])
  const theirs = afterB({ title: 'by B' })
  const knowing = aPatch(1, { title: 'by A' }, { title: 'by B' }, elsewhere)
  expect(merge(theirs, knowing, policies, HERE).lost).toEqual([])
  const unknowing = aPatch(1, { title: 'by A' }, { title: 'older' }, elsewhere)
  expect(merge(theirs, unknowing, policies, HERE).lost).toEqual(['title'])
})

test('[MG-10] what a tablet changed later stays when its earlier change comes after it', () => {
  const writer = { rev: 2, lineage: TABLET_A, n: 9 }
  const later = afterB(
    { title: 'later', note: 'line 9' },
    { writers: { title: writer, note: writer, [VOID_PATH]: writer } },
  )
  const elsewhere = { base: { epoch: testId(0xe, 2), rev: 1 }, n: 5 }
  const set = { title: 'earlier', note: 'line 5' }
  expect(merge(later, aPatch(1, set, {}, elsewhere), policies, HERE)).toMatchObject({
    lost: [],
    // A text that grows has room for both.
    taken: ['note'],
    body: { title: 'later', note: 'line 9\nline 5' },
  })
  const voided = aPatch(1, {}, {}, { ...elsewhere, action: 'void' })
  expect(merge(later, voided, policies, HERE)).toMatchObject({ deleted: false, lost: [], taken: [] })
})

describe('voiding', () => {
  const voiding = (rev: number): ReturnType<typeof aPatch> => aPatch(rev, {}, {}, { action: 'void' })

  test('[MG-5] is clean when its author had seen every change', () => {
    expect(merge(afterB({ note: 'by B' }), voiding(2), policies, HERE)).toMatchObject({
      deleted: true,
      lost: [],
    })
  })

  test('[MG-5] of a record somebody has changed unseen keeps the record', () => {
    const merged = merge(afterB({ note: 'by B' }), voiding(1), policies, HERE)
    expect(merged).toMatchObject({ deleted: false, lost: [VOID_PATH] })
  })

  test('[MG-6] a change to a void record leaves it void, and only restoring brings it back', () => {
    const server = afterB({}, { deleted: true })
    expect(merge(server, aPatch(2, { note: 'late' }, { note: '' }), policies, HERE).deleted).toBe(true)
    expect(merge(server, aPatch(2, {}, {}, { action: 'restore' }), policies, HERE).deleted).toBe(false)
  })
})

test('[OUT-2] what was lost is named, path by path', () => {
  const op = aPatch(1, { 'counts/door-1': { split: 'none', total: 9 } }, { 'counts/door-1': null })
  const server = afterB(
    { counts: counted(15) },
    { writers: { 'counts/door-1': { rev: 2, lineage: TABLET_B, n: 7 } } },
  )
  expect(merge(server, op, policies, HERE).lost).toEqual(['counts/door-1'])
})

test('[OUT-1] the same change against the same copy always gives the same result', () => {
  const op = anOperation({ action: 'patch', set: { note: 'x' }, was: { note: '' } })
  expect(merge(afterB(), op, policies, HERE)).toEqual(merge(afterB(), op, policies, HERE))
})
