import { describe, expect, test } from 'vitest'
import { eventSession } from '#domain/records/event-session.ts'
import { type FieldWriters, merge, type MergeBase, VOID_PATH } from '#sync/merge.ts'
import type { Operation } from '#sync/operation.ts'
import { EPOCH, testId } from '#support/device.ts'
import { aPatch, TABLET_A, TABLET_B } from '#support/operations.ts'
import { aSession } from '#support/sessions.ts'

/** What counts as seen by the author of a change, where a server was restored and where records are void. */

const { policies } = eventSession
const HERE = { epoch: EPOCH, sharedEpoch: null }
const BEFORE = testId(0xe, 2)
/** A server restored from a backup that the history before shares. */
const RESTORED = { epoch: EPOCH, sharedEpoch: BEFORE }

const byB = (rev: number) => ({ rev, lineage: TABLET_B, n: 7 })
const byA = (rev: number, n = 4) => ({ rev, lineage: TABLET_A, n })

function holding(writers: FieldWriters, state: Partial<MergeBase> = {}): MergeBase {
  return {
    body: { ...aSession(), title: 'held' },
    deleted: false,
    rev: 5,
    writers,
    sharedRev: 3,
    ...state,
  }
}

const retitled = (overrides: Partial<Operation>) =>
  aPatch(1, { title: 'new' }, { title: 'older' }, { n: 9, ...overrides })
const acting = (action: 'void' | 'restore', overrides: Partial<Operation> = {}) =>
  aPatch(5, {}, {}, { action, n: 9, ...overrides })

describe('a server restored from a backup', () => {
  const known = (rev: number) => retitled({ base: { epoch: BEFORE, rev } })

  test('[MG-9] takes what the backup shares as seen, and nothing that came after it', () => {
    expect(merge(holding({ title: byB(3) }), known(3), policies, RESTORED).taken).toEqual(['title'])
    expect(merge(holding({ title: byB(4) }), known(4), policies, RESTORED).lost).toEqual(['title'])
    expect(merge(holding({ title: byB(3) }), known(2), policies, RESTORED).lost).toEqual(['title'])
  })

  test('[MG-9] knows no history but the one it was restored from', () => {
    const other = retitled({ base: { epoch: testId(0xe, 3), rev: 3 } })
    expect(merge(holding({ title: byB(3) }), other, policies, RESTORED).lost).toEqual(['title'])
    expect(merge(holding({ title: byB(3) }), known(3), policies, HERE).lost).toEqual(['title'])
  })
})

test('[MG-1] a change whose author saw nothing counts nothing of others as seen', () => {
  const blind = retitled({ base: null })
  expect(merge(holding({ title: byB(1) }), blind, policies, HERE).lost).toEqual(['title'])
  // A field nobody wrote yet is anybody's.
  expect(merge(holding({}), blind, policies, HERE).taken).toEqual(['title'])
})

test('[MG-2] another tablet’s operation is never an earlier one of this tablet, whatever its number', () => {
  const after = retitled({ base: null, parentN: 8 })
  expect(merge(holding({ title: byA(5, 8) }), after, policies, HERE).lost).toEqual([])
  expect(merge(holding({ title: byB(5) }), after, policies, HERE).lost).toEqual(['title'])
})

test('[MG-3] a field that neither side ever had is blank on both', () => {
  const { note: _, ...body } = aSession()
  const server = holding({ note: byB(2) }, { body })
  const surfaced = { ...policies, note: 'surface' } as const
  const first = aPatch(1, { note: 'Rain' }, {}, { n: 9 })
  expect(merge(server, first, surfaced, HERE)).toMatchObject({ lost: [], set: { note: 'Rain' } })
})

test('[MG-4] what is lost is in nothing that is set, and its writer stays', () => {
  const op = aPatch(1, { title: 'new', startTime: '10:30' }, { title: 'older' }, { n: 9 })
  const merged = merge(holding({ title: byB(2) }), op, policies, HERE)
  expect(merged.set).toEqual({ startTime: '10:30' })
  expect(merged.writers).toEqual({ title: byB(2), startTime: { rev: 6, lineage: TABLET_A, n: 9 } })
})

test('[MG-7] a text that somebody else emptied takes the addition alone', () => {
  const server = holding({ note: byB(2) }, { body: { ...aSession(), note: null } })
  const op = aPatch(1, { note: 'Rain\n\nSnow' }, { note: 'Rain' }, { n: 9 })
  expect(merge(server, op, policies, HERE).body['note']).toBe('Snow')
})

test('[MG-7] what is no text on any side keeps the server’s value', () => {
  const note = (held: unknown, was: unknown, given: unknown) => {
    const server = holding({ note: byB(2) }, { body: { ...aSession(), note: held } })
    return merge(server, aPatch(1, { note: given }, { note: was }, { n: 9 }), policies, HERE).lost
  }
  expect(note(7, 'Rain', 'Rain\nSnow')).toEqual(['note'])
  expect(note('Rain', 7, 'Snow')).toEqual(['note'])
  expect(note('Rain', 'Wind', 7)).toEqual(['note'])
})

describe('voiding and restoring', () => {
  const unseen = { base: { epoch: EPOCH, rev: 1 } }

  test('[MG-5] is remembered as a change like any other', () => {
    const voided = merge(holding({ title: byB(2) }), acting('void'), policies, HERE)
    expect(voided).toMatchObject({ deleted: true, taken: [VOID_PATH], lost: [] })
    expect(voided.writers[VOID_PATH]).toEqual({ rev: 6, lineage: TABLET_A, n: 9 })
    const restored = merge(holding({ title: byB(2) }, { deleted: true }), acting('restore'), policies, HERE)
    expect(restored).toMatchObject({ deleted: false, taken: [VOID_PATH], lost: [] })
  })

  test('[MG-5] a record that is void already is voided again without a word, whatever changed', () => {
    const server = holding({ title: byB(4) }, { deleted: true })
    expect(merge(server, acting('void', unseen), policies, HERE)).toMatchObject({ deleted: true, lost: [] })
  })

  test('[MG-5] one field among many that was changed unseen keeps the record', () => {
    const server = holding({ title: byB(4), note: byB(1), startTime: byB(1) })
    expect(merge(server, acting('void', unseen), policies, HERE)).toMatchObject({
      deleted: false,
      lost: [VOID_PATH],
    })
  })

  test('[MG-5] in another epoch what the tablet itself wrote keeps no record, in this one it does', () => {
    const server = holding({ title: byA(4) })
    const elsewhere = { base: { epoch: BEFORE, rev: 9 } }
    expect(merge(server, acting('void', elsewhere), policies, HERE)).toMatchObject({
      deleted: true,
      lost: [],
    })
    expect(merge(server, acting('void', unseen), policies, HERE).lost).toEqual([VOID_PATH])
    // One that had seen nothing of this epoch, and nothing of any.
    expect(merge(server, acting('void', { base: null }), policies, HERE).deleted).toBe(true)
    const theirs = holding({ title: byB(4) })
    expect(merge(theirs, acting('void', elsewhere), policies, HERE).lost).toEqual([VOID_PATH])
  })

  test('[MG-6] restoring what somebody voided unseen conflicts and leaves it void', () => {
    const server = holding({ [VOID_PATH]: byB(4) }, { deleted: true })
    expect(merge(server, acting('restore', unseen), policies, HERE)).toMatchObject({
      deleted: true,
      lost: [VOID_PATH],
    })
    // What is not void needs no restoring, and nothing is lost.
    const standing = holding({ [VOID_PATH]: byB(4) })
    expect(merge(standing, acting('restore', unseen), policies, HERE)).toMatchObject({
      deleted: false,
      lost: [],
    })
  })

  test('[MG-10] a restoring that comes after the tablet’s own later voiding leaves it void', () => {
    const server = holding({ [VOID_PATH]: byA(4, 12) }, { deleted: true })
    expect(merge(server, acting('restore'), policies, HERE)).toMatchObject({
      deleted: true,
      taken: [],
      lost: [],
    })
    const earlier = holding({ [VOID_PATH]: byA(4, 9) }, { deleted: true })
    expect(merge(earlier, acting('restore'), policies, HERE).deleted).toBe(false)
  })

  test('[MG-6] a change of fields neither voids nor restores', () => {
    const patch = aPatch(5, { title: 'new' }, {}, { n: 9 })
    expect(merge(holding({}, { deleted: true }), patch, policies, HERE).deleted).toBe(true)
    expect(merge(holding({}), patch, policies, HERE)).toMatchObject({ deleted: false, taken: ['title'] })
  })
})

test('[MG-10] another tablet’s higher number is not a later change of this one', () => {
  const server = holding({ title: { ...byB(1), n: 99 } })
  const seen = retitled({ base: { epoch: EPOCH, rev: 5 } })
  expect(merge(server, seen, policies, HERE).taken).toEqual(['title'])
})
