import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eventSession } from '#domain/records/event-session.ts'
import { fieldsOf } from '#sync/fields.ts'
import { type FieldWriters, merge, type MergeBase, VOID_PATH } from '#sync/merge.ts'
import { EPOCH, testId } from '#support/device.ts'
import { anOperation, aPatch, TABLET_A, TABLET_B } from '#support/operations.ts'
import { aSession, counted } from '#support/sessions.ts'

const { policies } = eventSession

/** A session made by tablet A at rev 1, some of whose fields tablet B changed at rev 2. */
function afterB(changed: Record<string, unknown> = {}, state: Partial<MergeBase> = {}): MergeBase {
  const body = { ...aSession(), ...changed }
  const writers: Record<string, FieldWriters[string]> = {}
  for (const path of Object.keys(fieldsOf(body, policies)))
    writers[path] = { rev: 1, lineage: TABLET_A, n: 1 }
  for (const path of Object.keys(changed)) writers[path] = { rev: 2, lineage: TABLET_B, n: 7 }
  return { body, deleted: false, rev: 2, writers, ...state }
}

describe('a change of a field', () => {
  test('[MG-1] is clean when its author had seen the last change of that field', () => {
    const merged = merge(
      afterB({ note: 'by B' }),
      aPatch(2, { note: 'by A' }, { note: 'by B' }),
      policies,
      EPOCH,
    )
    expect(merged).toMatchObject({ taken: ['note'], lost: [], body: { note: 'by A' } })
    expect(merged.writers['note']).toEqual({ rev: 3, lineage: TABLET_A, n: 2 })
  })

  test('[MG-1] of one field is not disturbed by an unseen change of another', () => {
    const merged = merge(
      afterB({ note: 'by B' }),
      aPatch(1, { title: 'Rhymes' }, { title: 'Rhyme Time' }),
      policies,
      EPOCH,
    )
    expect(merged).toMatchObject({ lost: [], body: { title: 'Rhymes', note: 'by B' } })
  })

  test('[MG-1] counts nothing seen in another epoch', () => {
    const op = aPatch(2, { note: 'by A' }, { note: 'older' }, { base: { epoch: testId(0xe, 2), rev: 9 } })
    expect(merge(afterB({ note: 'by B' }), op, policies, EPOCH).lost).toEqual(['note'])
  })

  test('[MG-2] is clean after this tablet changed the field itself, though it has not heard back yet', () => {
    const server = afterB({}, { writers: { note: { rev: 2, lineage: TABLET_A, n: 4 } } })
    const op = { n: 5, parentN: 4, base: null }
    expect(merge(server, aPatch(1, { note: 'again' }, { note: 'first' }, op), policies, EPOCH).lost).toEqual(
      [],
    )
    const older = { n: 5, parentN: 3, base: null }
    expect(
      merge(server, aPatch(1, { note: 'again' }, { note: 'first' }, older), policies, EPOCH).lost,
    ).toEqual(['note'])
  })

  test('[MG-3] is clean when the server holds the value it replaces, or the value it gives', () => {
    const server = afterB({ note: 'by B' })
    expect(merge(server, aPatch(1, { note: 'by A' }, { note: 'by B' }), policies, EPOCH).lost).toEqual([])
    expect(merge(server, aPatch(1, { note: 'by B' }, { note: 'older' }), policies, EPOCH).lost).toEqual([])
  })

  test('[MG-4] otherwise keeps the server’s value, while its clean fields are applied', () => {
    const op = aPatch(1, { note: 'by A', title: 'Rhymes' }, { note: '', title: 'Rhyme Time' })
    const merged = merge(afterB({ note: 'by B' }), op, policies, EPOCH)
    expect(merged).toMatchObject({
      lost: ['note'],
      taken: ['title'],
      body: { note: 'by B', title: 'Rhymes' },
    })
  })

  test('[OP-2] counts added by two tablets to one session never meet', () => {
    const server = afterB({ counts: { ...counted(14, 'door-1'), ...counted(9, 'door-2') } })
    const op = aPatch(1, { 'counts/door-3': { split: 'none', total: 3 } }, {})
    const merged = merge(server, op, policies, EPOCH)
    expect(merged.lost).toEqual([])
    expect(Object.keys(merged.body['counts'] ?? {})).toEqual(['door-1', 'door-2', 'door-3'])
  })

  test('[MG-4] never replaces, without a word, a value that its author had not seen', () => {
    const value = fc.constantFrom('a', 'b', 'c')
    fc.assert(
      fc.property(value, value, value, fc.integer({ min: 1, max: 3 }), (theirs, was, mine, seenRev) => {
        const merged = merge(
          afterB({ note: theirs }),
          aPatch(seenRev, { note: mine }, { note: was }),
          policies,
          EPOCH,
        )
        const replaced = merged.body['note'] !== theirs
        if (replaced) expect(seenRev >= 2 || was === theirs).toBe(true)
        else expect(merged.lost.length === 1 || mine === theirs).toBe(true)
      }),
    )
  })
})

describe('voiding', () => {
  const voiding = (rev: number): ReturnType<typeof aPatch> => aPatch(rev, {}, {}, { action: 'void' })

  test('[MG-5] is clean when its author had seen every change', () => {
    expect(merge(afterB({ note: 'by B' }), voiding(2), policies, EPOCH)).toMatchObject({
      deleted: true,
      lost: [],
    })
  })

  test('[MG-5] of a record somebody has changed unseen keeps the record', () => {
    const merged = merge(afterB({ note: 'by B' }), voiding(1), policies, EPOCH)
    expect(merged).toMatchObject({ deleted: false, lost: [VOID_PATH] })
  })

  test('[MG-6] a change to a void record leaves it void, and only restoring brings it back', () => {
    const server = afterB({}, { deleted: true })
    expect(merge(server, aPatch(2, { note: 'late' }, { note: '' }), policies, EPOCH).deleted).toBe(true)
    expect(merge(server, aPatch(2, {}, {}, { action: 'restore' }), policies, EPOCH).deleted).toBe(false)
  })
})

test('[OUT-2] what was lost is named, path by path', () => {
  const op = aPatch(1, { 'counts/door-1': { split: 'none', total: 9 } }, { 'counts/door-1': null })
  const server = afterB(
    { counts: counted(15) },
    { writers: { 'counts/door-1': { rev: 2, lineage: TABLET_B, n: 7 } } },
  )
  expect(merge(server, op, policies, EPOCH).lost).toEqual(['counts/door-1'])
})

test('[OUT-1] the same change against the same copy always gives the same result', () => {
  const op = anOperation({ action: 'patch', set: { note: 'x' }, was: { note: '' } })
  expect(merge(afterB(), op, policies, EPOCH)).toEqual(merge(afterB(), op, policies, EPOCH))
})
