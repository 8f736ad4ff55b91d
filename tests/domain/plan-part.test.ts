import { describe, expect, test } from 'vitest'
import { readTypedPart, standingOnlyUnder, type TypedPart } from '#domain/plan/edit-part.ts'
import { nearRepeatsOf } from '#domain/plan/near-repeats.ts'
import type { TakingIn } from '#domain/plan/plan-import.ts'
import { previewGroups, type PartChange } from '#domain/plan/plan-import.ts'
import { hasItem, itemsOf, joined, withItem } from '#domain/plan/plan-line.ts'
import {
  type ActionPart,
  codeOf,
  partName,
  partsOf,
  type PlanPart,
  readYearName,
  wordingOf,
} from '#domain/plan/plan-part.ts'
import { earlierWordings, keepingWording } from '#domain/plan/plan-wording.ts'
import type { Body } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample } from '#support/standing.ts'

const PLAN = 'plan/2022'

function action(code: string, order: number, changes: Body & { deleted?: boolean } = {}): ActionPart {
  const { deleted = false, ...body } = changes
  const places = [{ priorityId: 'priority/9', quarters: ['Q2'] }]
  const own = { planId: PLAN, code, order, quarters: ['Q2'], places, nearRepeatIds: [], ...body }
  return { line: 'action', id: `action/${code}`, deleted, body: anExample('plan-action', own).body }
}

const priority = (number: number, title = `Priority of ${number}`): PlanPart => ({
  line: 'priority',
  id: `priority/${number}`,
  deleted: false,
  body: anExample('corporate-priority', { planId: PLAN, number, title, crossReference: null }).body,
})

const promise = (code: string): PlanPart => ({
  line: 'promise',
  id: `promise/${code}`,
  deleted: false,
  body: anExample('promise', { planId: PLAN, code, priorityIds: [] }).body,
})

const HELD: readonly PlanPart[] = [
  action('SDP-10', 2),
  action('SDP-2', 1),
  action('SDP-7', 9, { deleted: true }),
  action('OLD-1', 30, { planId: 'plan/2021' }),
  promise('P2'),
  promise('P10'),
  priority(9),
  priority(10),
]

const FROM: TakingIn = {
  held: { plans: [], parts: HELD },
  siteIds: new Map([['banbury', 'site/banbury']]),
  today: localDate('2022-11-01'),
  by: 'Asha',
  reason: 'The tender came late',
  newId: () => 'new-1',
}

const typed = (changes: Partial<TypedPart>, from = FROM) =>
  readTypedPart({ line: 'action', cells: {}, planId: PLAN, held: null, ...changes }, from)

describe('a part that is typed', () => {
  const CELLS = { id: 'SDP-11', text: 'Open the spoke', priorities: '9', quarters: 'Q3', sites: 'banbury' }

  test('is new with an id of its own, and comes after the last action', () => {
    const read = typed({ cells: CELLS })
    expect(read).toMatchObject({
      ok: true,
      part: {
        line: 'action',
        id: 'new-1',
        deleted: false,
        body: {
          planId: PLAN,
          code: 'SDP-11',
          order: 3,
          places: [{ priorityId: 'priority/9', quarters: ['Q3'] }],
          siteIds: ['site/banbury'],
        },
      },
    })
    const first = typed({ cells: CELLS }, { ...FROM, held: { plans: [], parts: [priority(9)] } })
    expect(first).toMatchObject({ ok: true, part: { body: { order: 1 } } })
  })

  test('keeps its place, its earlier wording and its earlier quarters with the reason', () => {
    const held = action('SDP-10', 2)
    const read = typed({ held, cells: { ...CELLS, id: 'SDP-10', near_repeats: 'SDP-2' } })
    if (!read.ok || read.part.line !== 'action') throw new Error('not read')
    const { id, body } = read.part
    expect([id, body.order, body.text]).toEqual(['action/SDP-10', 2, 'Open the spoke'])
    expect(earlierWordings(body.earlier)).toEqual([{ text: held.body.text, until: '2022-11-01', by: 'Asha' }])
    expect(body.moves?.at(-1)).toEqual({
      on: '2022-11-01',
      from: ['Q2'],
      to: ['Q3'],
      reason: 'The tender came late',
      by: 'Asha',
    })
    expect(body.nearRepeatIds).toEqual(['action/SDP-2'])
  })

  test('must not have another’s code, of its own kind and plan; one that was taken out has given its code back', () => {
    const taken = { ok: false, problems: { id: '“SDP-2” is in this plan already.' } }
    expect(typed({ cells: { ...CELLS, id: ' SDP-2 ' } })).toEqual(taken)
    expect(typed({ held: action('SDP-10', 2), cells: { ...CELLS, id: 'SDP-2' } })).toEqual(taken)
    expect(typed({ held: action('SDP-2', 1), cells: { ...CELLS, id: 'SDP-2' } }).ok).toBe(true)
    for (const id of ['SDP-7', 'OLD-1', 'P2']) expect(typed({ cells: { ...CELLS, id } }).ok).toBe(true)
    const cells = { id: '9', text: 'Business' }
    expect(typed({ line: 'priority', cells })).toEqual({
      ok: false,
      problems: { id: '“9” is in this plan already.' },
    })
  })

  test('is told every problem where it was typed, and is not taken', () => {
    expect(
      typed({ cells: { ...CELLS, text: '', priorities: '8', quarters: 'Q5', themes: 'People' } }),
    ).toEqual({
      ok: false,
      problems: {
        text: 'This cannot be empty.',
        priorities: 'There is no priority “8”.',
        quarters: '“Q5” is none of Q1, Q2, Q3, Q4.',
        themes: 'A line of “action” says nothing here.',
      },
    })
    expect(typed({ cells: { text: 'x' } })).toMatchObject({
      ok: false,
      problems: { id: 'This cannot be empty.' },
    })
    expect(typed({ cells: { ...CELLS, near_repeats: 'OLD-1' } })).toEqual({
      ok: false,
      problems: { near_repeats: 'There is no action “OLD-1”.' },
    })
  })

  test('an action that stands under one priority alone keeps that priority in the plan', () => {
    const both = {
      places: [
        { priorityId: 'priority/9', quarters: [] },
        { priorityId: 'priority/10', quarters: [] },
      ],
    }
    const twice = {
      places: [
        { priorityId: 'priority/9', quarters: [] },
        { priorityId: 'priority/9', quarters: ['Q1'] },
      ],
    }
    const parts = [
      action('A', 1),
      action('B', 2, both),
      action('C', 3, twice),
      action('D', 4, { deleted: true }),
      priority(9),
    ]
    expect(standingOnlyUnder('priority/9', parts)).toEqual(['A', 'C'])
    expect(standingOnlyUnder('priority/10', parts)).toEqual([])
  })
})

describe('the parts of a plan', () => {
  test('stand as they are printed: by kind, actions by their turn, others by number', () => {
    expect(partsOf(PLAN, HELD).map(codeOf)).toEqual(['9', '10', 'P2', 'P10', 'SDP-2', 'SDP-10', 'SDP-7'])
    expect(partsOf('plan/2021', HELD).map(codeOf)).toEqual(['OLD-1'])
  })

  test('have a name and a wording', () => {
    expect(partName('priority', '3')).toBe('Priority 3')
    expect(partName('action', 'SDP-2')).toBe('Action SDP-2')
    expect(wordingOf(priority(3, 'Carers'))).toBe('Carers')
    expect(wordingOf(action('A', 1, { text: 'Open the spoke' }))).toBe('Open the spoke')
  })

  test('are of a year as a plan prints it', () => {
    expect(readYearName('2022/23')).toBe(2022)
    expect(readYearName('2000/01')).toBe(2000)
    expect(readYearName('2099/00')).toBe(2099)
    for (const text of ['2022', '2022/24', '2022-23', '1999/00', '2101/02', 'soon', '', '2022/23 ']) {
      expect(readYearName(text)).toBeNull()
    }
  })

  test('nearly the same are those that either side marks, in the plan, in printed order', () => {
    const one = action('A', 5, { nearRepeatIds: ['action/C'] })
    const parts = [
      action('C', 4),
      one,
      action('B', 3, { nearRepeatIds: ['action/A'] }),
      action('D', 1),
      action('E', 2, { nearRepeatIds: ['action/A'], deleted: true }),
      action('F', 6, { nearRepeatIds: null }),
      priority(9),
    ]
    expect(nearRepeatsOf(one, parts).map(codeOf)).toEqual(['B', 'C'])
    expect(nearRepeatsOf(action('F', 6, { nearRepeatIds: null }), parts)).toEqual([])
    expect(nearRepeatsOf(action('A', 5, { nearRepeatIds: ['action/A'] }), [one])).toEqual([])
  })
})

describe('a cell that holds several', () => {
  test('is read item by item and put together again', () => {
    expect(itemsOf(' 2 | 5|| ')).toEqual(['2', '5'])
    expect(itemsOf('')).toEqual([])
    expect(joined(['2', '5'])).toBe('2|5')
  })

  test('has an item with what is printed there, and no other that begins alike', () => {
    expect(hasItem('2|9:Q4', '9')).toBe(true)
    expect(hasItem('2|9:', '9')).toBe(true)
    expect(hasItem('2|91', '9')).toBe(false)
    expect(hasItem('', '9')).toBe(false)
  })

  test('takes an item in at its end and leaves it out, once, with what is printed there', () => {
    expect(withItem('2', '9', true)).toBe('2|9')
    expect(withItem('9:Q4|2', '9', true)).toBe('9:Q4|2')
    expect(withItem('9:Q4|2|9:', '9', false)).toBe('2')
    expect(withItem('2', '9', false)).toBe('2')
    expect(withItem('', '9', true)).toBe('9')
  })
})

describe('earlier wordings', () => {
  const wording = (text: string, until: string) => ({ text, until: localDate(until), by: 'Asha' })

  test('are kept under keys of their own, and the same words are none', () => {
    const about = { key: 'k2', by: 'Ben', on: localDate('2022-11-01') }
    const earlier = { k1: wording('First', '2022-10-01') }
    expect(keepingWording(earlier, 'Second', 'Third', about)).toEqual({
      ...earlier,
      k2: { text: 'Second', until: '2022-11-01', by: 'Ben' },
    })
    expect(keepingWording(earlier, 'Second', 'Second', about)).toEqual(earlier)
    expect(keepingWording(null, 'Second', 'Second', about)).toEqual({})
  })

  test('are told latest first, and of one day the one kept last', () => {
    const earlier = {
      a: wording('First', '2022-10-01'),
      c: wording('Third', '2022-11-01'),
      b: wording('Second', '2022-11-01'),
    }
    expect(earlierWordings(earlier).map(({ text }) => text)).toEqual(['Third', 'Second', 'First'])
    expect(earlierWordings(null)).toEqual([])
  })
})

test('a preview groups what is added, worded anew, changed, back and gone, and leaves empty groups out', () => {
  const difference = (column: 'text' | 'owner', label: string) => ({ column, label, before: 'a', after: 'b' })
  const change = (
    what: PartChange['what'],
    name: string,
    ...differences: PartChange['differences']
  ): PartChange => ({ what, name, differences, part: priority(9), wording: name })
  const changes = [
    change('removed', 'gone'),
    change('changed', 'owner', difference('owner', 'Owner')),
    change('changed', 'words', difference('owner', 'Owner'), difference('text', 'Wording')),
    change('changed', 'milestone', difference('text', 'Milestone')),
    change('added', 'new', difference('text', 'Wording')),
    change('returned', 'back', difference('text', 'Wording')),
  ]
  const groups = (of: readonly PartChange[]) =>
    previewGroups(of).map((group) => [group.title, ...group.changes.map(({ name }) => name)])
  expect(groups(changes)).toEqual([
    ['Added', 'new'],
    ['Worded anew, the earlier wording kept', 'words'],
    ['Changed', 'owner', 'milestone'],
    ['Back in the plan', 'back'],
    ['Kept, and marked as no longer in the plan', 'gone'],
  ])
  expect(groups([change('added', 'new')])).toEqual([['Added', 'new']])
  expect(groups([])).toEqual([])
})
