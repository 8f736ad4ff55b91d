import { describe, expect, test } from 'vitest'
import { type PartLine, type PlanPart, treeOf } from '#domain/plan/plan-part.ts'
import type { Cells, LineKind } from '#domain/plan/plan-line.ts'
import {
  misplacedCells,
  type PlanCodes,
  readEvidenceLine,
  readMilestone,
  readPart,
} from '#domain/plan/read-plan-line.ts'
import type { ImportProblem } from '#domain/records/import-table.ts'
import type { Body } from '#domain/records/registry.ts'
import { localDate } from '#domain/time/local-date.ts'
import { anExample } from '#support/standing.ts'

const TODAY = localDate('2022-11-01')
const CODES: PlanCodes = {
  priorities: new Map([
    ['2', 'priority/2'],
    ['9', 'priority/9'],
  ]),
  actions: new Map([['SDP-1', 'action/1']]),
  sites: new Map([['banbury', 'site/banbury']]),
}

const aLine = (is: LineKind, cells: Cells) => ({ row: 7, is, cells })

/** A line read as a part: its body, and the problems it has by column. */
function read(line: PartLine, cells: Cells, held: PlanPart | null = null) {
  const problems: ImportProblem[] = []
  const part = readPart(line, {
    line: aLine(line, cells),
    held,
    id: 'part-1',
    planId: 'plan/1',
    codes: CODES,
    order: 4,
    problems,
  })
  expect([part.line, part.id, part.deleted]).toEqual([line, 'part-1', false])
  for (const { row } of problems) expect(row).toBe(7)
  return {
    body: part.body,
    problems: Object.fromEntries(problems.map(({ column, words }) => [column, words])),
  }
}

const action = (changes: Body = {}): PlanPart => ({
  line: 'action',
  id: 'part-1',
  deleted: false,
  body: anExample('plan-action', { planId: 'plan/1', ...changes }).body,
})

const EMPTY = 'This cannot be empty.'
const long = (length: number) => 'x'.repeat(length)

describe('a priority', () => {
  const CELLS = { id: ' 3 ', text: ' Carers ' }

  test('that is new has what is said of it, and nothing of what is not', () => {
    expect(read('priority', CELLS)).toEqual({
      body: {
        planId: 'plan/1',
        number: 3,
        title: 'Carers',
        note: null,
        remark: null,
        crossReference: null,
        measures: [],
        earlier: {},
        continues: null,
      },
      problems: {},
    })
    const whole = {
      ...CELLS,
      note: 'n',
      remark: 'r',
      refers_to: '9',
      also_counts: 'the rest',
      measures: '3.5|8.1|3.5',
    }
    expect(read('priority', whole).body).toMatchObject({
      note: 'n',
      remark: 'r',
      crossReference: { priorityId: 'priority/9', alsoCounts: 'the rest' },
      measures: ['3.5', '8.1'],
    })
  })

  test('needs a number from 1 and a wording, of a bearable length', () => {
    expect(read('priority', {}).problems).toEqual({ id: '“” is no number from 1.', text: EMPTY })
    for (const id of ['0', '01', '12345', '1a', 'a1', '-1']) {
      expect(read('priority', { ...CELLS, id }).problems).toEqual({ id: `“${id}” is no number from 1.` })
    }
    expect(read('priority', { ...CELLS, id: '1234' }).body).toMatchObject({ number: 1234 })
    expect(read('priority', { ...CELLS, text: long(2000) }).problems).toEqual({})
    const tooLong = 'Keep it under 2000 characters.'
    const cells = { ...CELLS, text: long(2001), note: long(2001), remark: long(2001) }
    expect(read('priority', cells).problems).toEqual({ text: tooLong, note: tooLong, remark: tooLong })
  })

  test('refers to another with what it asks for besides, or not at all', () => {
    const both = 'Say both, the priority it refers to and what it asks for besides, or neither.'
    expect(read('priority', { ...CELLS, refers_to: '9' }).problems).toEqual({ also_counts: both })
    expect(read('priority', { ...CELLS, also_counts: 'x' }).problems).toEqual({ refers_to: both })
    expect(read('priority', { ...CELLS, refers_to: '8', also_counts: 'x' }).problems).toMatchObject({
      refers_to: expect.stringMatching(/There is no priority “8”.|Say both/),
    })
    expect(read('priority', { ...CELLS, measures: '9.9' }).problems['measures']).toMatch(
      /^“9.9” is none of 1.1, /,
    )
  })

  test('that is held keeps what a line does not speak of, and loses what it leaves blank', () => {
    const held: PlanPart = {
      line: 'priority',
      id: 'part-1',
      deleted: true,
      body: anExample('corporate-priority', {
        planId: 'plan/1',
        number: 3,
        title: 'Carers',
        note: 'n',
        remark: 'r',
        crossReference: { priorityId: 'priority/2', alsoCounts: 'the rest' },
        measures: ['3.5'],
      }).body,
    }
    expect(read('priority', {}, held)).toEqual({ body: { ...held.body }, problems: {} })
    const blank = { note: '', remark: ' ', refers_to: '', also_counts: '', measures: '' }
    expect(read('priority', blank, held).body).toMatchObject({
      title: 'Carers',
      note: null,
      remark: null,
      crossReference: null,
      measures: [],
    })
  })
})

describe('a promise and an activity', () => {
  test('that are new have a code, a wording and the priorities they are of', () => {
    expect(read('promise', { id: 'P1', text: 'Warm', themes: 'people|Place', priorities: '2|9' })).toEqual({
      body: {
        planId: 'plan/1',
        code: 'P1',
        text: 'Warm',
        themes: ['People', 'Place'],
        priorityIds: ['priority/2', 'priority/9'],
        earlier: {},
        continues: null,
      },
      problems: {},
    })
    expect(read('activity', { id: '12.34', text: 'Read', priorities: '2' })).toEqual({
      body: {
        planId: 'plan/1',
        code: '12.34',
        text: 'Read',
        priorityIds: ['priority/2'],
        earlier: {},
        continues: null,
      },
      problems: {},
    })
    expect(read('activity', { id: '1.1', text: 'Read' }).body).toMatchObject({ priorityIds: [] })
    expect(read('promise', { id: 'P1', text: 'Warm', themes: 'People' }).body).toMatchObject({
      priorityIds: [],
    })
  })

  test('say what is wrong with them', () => {
    const themes = 'Name at least one of People, Place, Partnership.'
    expect(read('promise', {}).problems).toEqual({ id: EMPTY, text: EMPTY, themes })
    expect(read('promise', { id: long(201), text: 'x', themes: 'Planet', priorities: '8' }).problems).toEqual(
      {
        id: 'Keep it under 200 characters.',
        themes: '“Planet” is none of People, Place, Partnership.',
        priorities: 'There is no priority “8”.',
      },
    )
    expect(read('activity', {}).problems).toEqual({ id: '“” is no number such as 1.1.', text: EMPTY })
    for (const id of ['1', '1.', '.1', 'a1.1', '1.1a', '1,1']) {
      expect(read('activity', { id, text: 'x', priorities: '8' }).problems).toEqual({
        id: `“${id}” is no number such as 1.1.`,
        priorities: 'There is no priority “8”.',
      })
    }
  })

  test('that are held keep what a line does not speak of', () => {
    const of = (line: 'promise' | 'activity', kind: 'promise' | 'priority-activity'): PlanPart =>
      ({
        line,
        id: 'part-1',
        deleted: false,
        body: anExample(kind, { planId: 'plan/1', priorityIds: ['priority/2'] }).body,
        // The kind goes with the line.
      }) as PlanPart
    for (const held of [of('promise', 'promise'), of('activity', 'priority-activity')]) {
      expect(read(held.line, {}, held)).toEqual({ body: { ...held.body }, problems: {} })
      expect(read(held.line, { priorities: '' }, held).body).toMatchObject({ priorityIds: [] })
    }
  })
})

describe('an action', () => {
  const CELLS = { id: 'SDP-2', text: 'Open', priorities: '9' }

  const BLANK = {
    remark: null,
    truncated: false,
    checkPlacement: false,
    nearRepeatIds: [],
    status: null,
    statusNote: null,
    doneOn: null,
    owner: null,
    siteIds: [],
  }

  test('that is new has what is said of it, and nothing of what is not', () => {
    expect(read('action', CELLS)).toEqual({
      body: {
        planId: 'plan/1',
        order: 4,
        code: 'SDP-2',
        text: 'Open',
        quarters: [],
        places: [{ priorityId: 'priority/9', quarters: [] }],
        ...BLANK,
        earlier: {},
        continues: null,
        moves: [],
        milestones: {},
        evidence: {},
      },
      problems: {},
    })
    const whole = {
      ...CELLS,
      quarters: 'q1|Q3',
      priorities: '2|9:Q4| 9 :',
      remark: 'r',
      cut_off: 'Yes',
      check_placement: 'YES',
      near_repeats: 'SDP-1',
      how_it_goes: 'Well',
      day: '2022-10-14',
      owner: 'Property',
      sites: 'banbury',
    }
    expect(read('action', { ...whole, status: 'on track' })).toMatchObject({
      problems: {},
      body: {
        quarters: ['Q1', 'Q3'],
        places: [
          { priorityId: 'priority/2', quarters: ['Q1', 'Q3'] },
          { priorityId: 'priority/9', quarters: ['Q4'] },
          { priorityId: 'priority/9', quarters: [] },
        ],
        remark: 'r',
        truncated: true,
        checkPlacement: true,
        nearRepeatIds: ['action/1'],
        status: 'on-track',
        statusNote: 'Well',
        doneOn: '2022-10-14',
        owner: 'Property',
        siteIds: ['site/banbury'],
      },
    })
    expect(read('action', { ...whole, status: 'at-risk', cut_off: 'no' }).body).toMatchObject({
      status: 'at-risk',
      truncated: false,
    })
    expect(read('action', { ...whole, priorities: '9:Q1+Q2' }).body).toMatchObject({
      places: [{ priorityId: 'priority/9', quarters: ['Q1', 'Q2'] }],
    })
  })

  test('says what is wrong with it, column by column', () => {
    const cells = {
      id: '',
      text: '',
      priorities: '9:Q5',
      quarters: 'Q0',
      remark: long(2001),
      cut_off: 'maybe',
      check_placement: 'x',
      near_repeats: 'SDP-9',
      status: 'fine',
      how_it_goes: long(201),
      day: '14 October',
      owner: long(201),
      sites: 'atlantis',
    }
    expect(read('action', cells).problems).toEqual({
      id: EMPTY,
      text: EMPTY,
      priorities: '“Q5” is none of Q1, Q2, Q3, Q4.',
      quarters: '“Q0” is none of Q1, Q2, Q3, Q4.',
      remark: 'Keep it under 2000 characters.',
      cut_off: '“maybe” is neither yes nor no.',
      check_placement: '“x” is neither yes nor no.',
      near_repeats: 'There is no action “SDP-9”.',
      status: '“fine” is no status.',
      how_it_goes: 'Keep it under 200 characters.',
      day: 'Write the day as 2026-10-14, not “14 October”.',
      owner: 'Keep it under 200 characters.',
      sites: 'There is no site “atlantis”.',
    })
    expect(read('action', { id: 'A', text: 'x' }).problems).toEqual({
      priorities: 'Name at least one priority it stands under.',
    })
  })

  test('that is held keeps what a line does not speak of, and where it stands as printed there', () => {
    const places = [
      { priorityId: 'priority/9', quarters: ['Q4'] },
      { priorityId: 'priority/2', quarters: [] },
    ]
    const held = action({
      places,
      quarters: ['Q1'],
      truncated: true,
      checkPlacement: true,
      nearRepeatIds: ['action/1'],
      status: 'done',
      statusNote: 'Well',
      doneOn: '2022-10-14',
      owner: 'Property',
      siteIds: ['site/banbury'],
      remark: 'r',
    })
    expect(read('action', {}, held)).toEqual({ body: { ...held.body, order: 4 }, problems: {} })
    expect(read('action', { priorities: '9|2' }, held).body).toMatchObject({ places })
    expect(read('action', { priorities: '2' }, held).body).toMatchObject({
      places: [{ priorityId: 'priority/2', quarters: ['Q1'] }],
    })
    const blank = {
      remark: '',
      cut_off: '',
      check_placement: '',
      near_repeats: '',
      status: '',
      how_it_goes: '',
      day: '',
      owner: '',
      sites: '',
    }
    expect(read('action', blank, held).body).toMatchObject(BLANK)
  })
})

describe('a milestone', () => {
  const WAS = { text: 'Launch', due: 'Q1' as const, doneOn: localDate('2022-06-01') }
  const readAs = (cells: Cells, was?: typeof WAS) => {
    const problems: ImportProblem[] = []
    return { milestone: readMilestone(aLine('milestone', cells), was, problems), problems }
  }

  test('has what is said of it, and keeps the rest of what it was', () => {
    expect(readAs({ text: 'Launch' })).toEqual({
      milestone: { text: 'Launch', due: null, doneOn: null },
      problems: [],
    })
    expect(readAs({}, WAS)).toEqual({ milestone: WAS, problems: [] })
    expect(readAs({ quarters: '', day: '' }, WAS).milestone).toEqual({
      text: 'Launch',
      due: null,
      doneOn: null,
    })
    expect(readAs({ text: 'Opened', quarters: 'Q3', day: '2022-10-14' }, WAS).milestone).toEqual({
      text: 'Opened',
      due: 'Q3',
      doneOn: '2022-10-14',
    })
  })

  test('is due in one quarter, and says what it is', () => {
    expect(readAs({ text: 'Launch', quarters: 'Q1|Q2' }).problems).toEqual([
      { row: 7, column: 'quarters', words: 'A milestone is due in one quarter.' },
    ])
    expect(readAs({}).problems).toEqual([{ row: 7, column: 'text', words: EMPTY }])
  })
})

describe('evidence', () => {
  const WAS = { note: 'Minutes', link: 'https://example.org/a', on: localDate('2022-06-01') }
  const readAs = (cells: Cells, was?: typeof WAS) => {
    const problems: ImportProblem[] = []
    const from = { today: TODAY, milestones: new Map([['launch', 'launch']]), problems }
    return { evidence: readEvidenceLine(aLine('evidence', cells), was, from), problems }
  }

  test('is of today unless a day is said, and keeps the rest of what it was', () => {
    expect(readAs({ text: 'Photo' })).toEqual({
      evidence: { note: 'Photo', link: null, on: TODAY },
      problems: [],
    })
    expect(readAs({}, WAS)).toEqual({ evidence: WAS, problems: [] })
    expect(readAs({ link: '', day: '' }, WAS).evidence).toEqual({ note: 'Minutes', link: null, on: TODAY })
    expect(readAs({ text: 'x', day: '2022-05-01', link: 'http://example.org' }).evidence).toEqual({
      note: 'x',
      link: 'http://example.org',
      on: '2022-05-01',
    })
    expect(
      readAs({ text: 'x', measure: '3.5', milestone: 'launch', entry: 'session-1' }).evidence,
    ).toMatchObject({
      measureId: '3.5',
      milestone: 'launch',
      recordId: 'session-1',
    })
  })

  test('says what is wrong with it', () => {
    const { problems } = readAs({ link: 'example.org', day: 'May' })
    expect(problems.map(({ column, words }) => [column, words])).toEqual([
      ['text', EMPTY],
      ['link', 'A link begins with https:// and has an address behind it.'],
      ['day', 'Write the day as 2026-10-14, not “May”.'],
    ])
  })
})

test('a cell in a column that a line of its kind does not have is named, unless it is blank', () => {
  expect(misplacedCells(aLine('milestone', { id: 'a', text: 'x', owner: 'Property', sites: ' ' }))).toEqual([
    { row: 7, column: 'owner', words: 'A line of “milestone” says nothing here.' },
  ])
})

test('a plan as it is printed has the parts that are in it, each among its own kind', () => {
  const plan = { id: 'plan/1', body: anExample('plan', { year: 2022 }).body }
  const part = (
    line: PartLine,
    kind: 'corporate-priority' | 'promise' | 'priority-activity',
    changes: Body,
  ) =>
    // The kind goes with the line.
    ({ line, deleted: false, body: anExample(kind, { planId: 'plan/1', ...changes }).body }) as Omit<
      PlanPart,
      'id'
    >
  const parts = [
    { ...part('priority', 'corporate-priority', { number: 9, crossReference: null }), id: 'priority/9' },
    { ...part('promise', 'promise', { priorityIds: ['priority/9'] }), id: 'promise/1' },
    { ...part('activity', 'priority-activity', { priorityIds: ['priority/9'] }), id: 'activity/1' },
    { ...action({ places: [{ priorityId: 'priority/9', quarters: [] }] }), id: 'action/1' },
  ] as readonly PlanPart[]
  const out = parts.map((one) => ({ ...one, id: `${one.id}-out`, deleted: true }))
  const tree = treeOf(plan, [...parts, ...out])
  expect(tree).toEqual(treeOf(plan, parts))
  expect(JSON.stringify(tree)).not.toContain('-out')
  for (const { id } of parts) expect(JSON.stringify(tree)).toContain(`"${id}"`)
})
