import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Evidence } from '#domain/plan/plan-action.ts'
import { nextPlan } from '#domain/plan/next-plan.ts'
import { planJson, planRows, readPlanJson, readPlanTable, type PlanFile } from '#domain/plan/plan-file.ts'
import { checkPlan, type PartChange, type PlanCheck } from '#domain/plan/plan-import.ts'
import { planLines } from '#domain/plan/plan-line.ts'
import { type HeldPlans, type PlanPart, wordingOf } from '#domain/plan/plan-part.ts'
import { earlierWordings } from '#domain/plan/plan-wording.ts'
import { localDate } from '#domain/time/local-date.ts'
import { oxfordshirePlan } from '#support/reference.ts'

const { tree, records } = await oxfordshirePlan()
const shipped: HeldPlans = {
  plans: [tree.plan],
  parts: [
    ...records.priorities.map((part) => ({ ...part, line: 'priority' as const, deleted: false })),
    ...records.promises.map((part) => ({ ...part, line: 'promise' as const, deleted: false })),
    ...records.activities.map((part) => ({ ...part, line: 'activity' as const, deleted: false })),
    ...records.actions.map((part) => ({ ...part, line: 'action' as const, deleted: false })),
  ],
}
const SALTMERE = readFileSync(join(import.meta.dirname, '../../docs/example-service/plan.json'), 'utf8')

function ids(): () => string {
  let made = 0
  return () => {
    made += 1
    return `new-${made}`
  }
}

function checked(file: PlanFile, held: HeldPlans = shipped): PlanCheck {
  expect(file.problems).toEqual([])
  return checkPlan(file.lines, {
    held,
    siteIds: new Map([['banbury', 'site/banbury']]),
    today: localDate('2022-11-01'),
    by: 'Asha',
    reason: 'From the file plan.csv',
    newId: ids(),
  })
}

function changesIn(file: PlanFile, held: HeldPlans = shipped): readonly PartChange[] {
  const check = checked(file, held)
  if (!check.ok) throw new Error(JSON.stringify(check.problems))
  return check.changes
}

/** The plan as a spreadsheet would hold it: rows that a test may change. */
function asTable(held: HeldPlans = shipped): { columns: string[]; rows: string[][] } {
  const rows = planRows(planLines(tree.plan, held.parts))
  const columns = Object.keys(rows[0] ?? {})
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? '')) }
}

function cell(
  table: { columns: string[]; rows: string[][] },
  id: string,
  column: string,
  text: string,
): void {
  const row = table.rows.find((cells) => cells[1] === id && cells[0] !== 'priority')
  if (row === undefined) throw new Error(`no line ${id}`)
  row[table.columns.indexOf(column)] = text
}

const shown = (changes: readonly PartChange[]) =>
  changes.map(({ what, name, differences }) => [
    what,
    name,
    ...differences.map(({ label, before, after }) => `${label}: ${before} → ${after}`),
  ])

/** The plan with milestones, evidence, a status, an owner, sites, a near repeat and a move in it. */
function kept(): HeldPlans {
  const parts = shipped.parts.map((part): PlanPart => {
    if (part.line !== 'action' || part.body.code !== 'SDP22-44') return part
    const body = {
      ...part.body,
      status: 'late' as const,
      statusNote: 'The shop is not bought yet',
      owner: 'Property team',
      siteIds: ['site/banbury'],
      nearRepeatIds: ['action/SDP22-40'],
      quarters: ['Q4' as const],
      milestones: { consent: { text: 'Planning consent', due: 'Q1' as const, doneOn: null } },
      evidence: { minutes: { note: 'Minutes', link: 'https://example.org/a', on: localDate('2022-06-01') } },
    }
    return { ...part, body }
  })
  return { ...shipped, parts }
}

/** The same with evidence that is more than a note. */
function withMinutes(shows: Partial<Evidence>): HeldPlans {
  const held = kept()
  const parts = held.parts.map((part): PlanPart => {
    const minutes = part.line === 'action' ? part.body.evidence?.['minutes'] : undefined
    if (part.line !== 'action' || minutes === undefined) return part
    return { ...part, body: { ...part.body, evidence: { minutes: { ...minutes, ...shows } } } }
  })
  return { ...held, parts }
}

function minutesIn([change, ...others]: readonly PartChange[]): Evidence | undefined {
  expect(others).toEqual([])
  return change?.part.line === 'action' ? change.part.body.evidence?.['minutes'] : undefined
}

/** Writes into a column of the first line of a kind. */
function fill(table: ReturnType<typeof asTable>, kind: string, column: string, text: string): void {
  const row = table.rows.find(([line]) => line === kind)
  if (row === undefined) throw new Error(`no ${kind}`)
  row[table.columns.indexOf(column)] = text
}

describe('a whole plan in a file', () => {
  test.each([
    ['a table', (held: HeldPlans) => readPlanTable(asTable(held))],
    ['JSON', (held: HeldPlans) => readPlanJson(planJson(planLines(tree.plan, held.parts)))],
  ])('goes out as %s and comes in again with nothing changed', (_form, written) => {
    for (const held of [shipped, kept()]) {
      const check = checked(written(held), held)
      expect(check).toMatchObject({ ok: true, plan: null, changes: [], unchanged: 84 })
    }
  })

  test('another service’s own file of a plan is taken as it stands, as a plan of its year', () => {
    const check = checked(readPlanJson(SALTMERE))
    if (!check.ok) throw new Error(JSON.stringify(check.problems))
    expect(check.plan).toMatchObject({ isNew: true, body: { year: 2025 } })
    expect(check.changes.map(({ what }) => what)).toEqual(Array.from({ length: 12 }, () => 'added'))
    const [, second] = check.changes.filter(({ part }) => part.line === 'priority')
    const train = check.changes.find(({ name }) => name === 'Action SM26-04')?.part
    expect(train?.line === 'action' && train.body.places.map(({ priorityId }) => priorityId)[0]).toBe(
      second?.part.id,
    )
  })

  test('what a file does not say stays as it is; what it says is blank is made blank', () => {
    const columns = ['line', 'id', 'text', 'owner']
    const rows = [
      ['plan', '2022/23', tree.plan.body.source, ''],
      ...asTable(kept())
        .rows.filter(([line]) => line !== 'plan' && line !== 'milestone' && line !== 'evidence')
        .map(([line = '', id = '', text = '']) => [line, id, text, '']),
    ]
    expect(shown(changesIn(readPlanTable({ columns, rows }), kept()))).toEqual([
      ['changed', 'Action SDP22-44', 'Owner: Property team → '],
    ])
  })
})

describe('the preview of a file', () => {
  test('names what is added, worded anew, moved, taken out and put back; the rest is unchanged', () => {
    const table = asTable()
    cell(table, 'PR-01', 'text', 'Retrofit our buildings')
    cell(table, 'SDP22-44', 'quarters', 'Q4')
    cell(table, 'SDP22-01', 'near_repeats', 'SDP22-02')
    table.rows.splice(
      table.rows.findIndex(([, id]) => id === 'SDP22-48'),
      1,
      ['action', 'SDP22-49', 'Lend bicycles', '1'],
    )
    const parts = shipped.parts.map(
      (part): PlanPart =>
        part.line === 'promise' && part.body.code === 'PR-02' ? { ...part, deleted: true } : part,
    )
    const check = checked(readPlanTable(table), { ...shipped, parts })
    if (!check.ok) throw new Error(JSON.stringify(check.problems))
    expect(shown(check.changes).map(([what, name]) => [what, name])).toEqual([
      ['changed', 'Promise PR-01'],
      ['returned', 'Promise PR-02'],
      ['changed', 'Action SDP22-01'],
      ['changed', 'Action SDP22-44'],
      ['added', 'Action SDP22-49'],
      ['removed', 'Action SDP22-48'],
    ])
    expect(check.unchanged).toBe(79)
  })

  test('a wording of before is kept with its day and who worded it anew, a move with its reason', () => {
    const table = asTable()
    cell(table, 'SDP22-44', 'text', 'Open the new Banbury Library')
    cell(table, 'SDP22-44', 'quarters', 'Q4')
    const [change] = changesIn(readPlanTable(table))
    const action = change?.part
    if (action?.line !== 'action') throw new Error('no action')
    expect(earlierWordings(action.body.earlier)).toEqual([
      { text: 'Open new Banbury Library, including spoke BIPC', until: '2022-11-01', by: 'Asha' },
    ])
    expect(action.body.moves).toEqual([
      { on: '2022-11-01', from: ['Q3'], to: ['Q4'], reason: 'From the file plan.csv', by: 'Asha' },
    ])
    // What the plan printed at the place stays printed there.
    expect(action.body.places).toEqual([{ priorityId: 'priority/9', quarters: ['Q3'] }])
    expect(wordingOf(action)).toBe('Open the new Banbury Library')
  })

  test('milestones and evidence are added and changed, and none is taken out', () => {
    const table = asTable(kept())
    const without = table.rows.filter(([line]) => line !== 'evidence')
    const consent = without.find(([line]) => line === 'milestone')
    if (consent === undefined) throw new Error('no milestone')
    consent[table.columns.indexOf('day')] = '2022-10-30'
    without.push(['milestone', 'SDP22-44/shop', 'Shop bought'])
    const [change, ...others] = changesIn(readPlanTable({ ...table, rows: without }), kept())
    expect(others).toEqual([])
    expect(change?.differences.map(({ label, after }) => [label, after])).toEqual([
      ['Milestone “Planning consent”, day', '2022-10-30'],
      ['Milestone', 'Shop bought'],
    ])
    const body = change?.part.line === 'action' ? change.part.body : undefined
    expect(body?.milestones).toMatchObject({ consent: { doneOn: '2022-10-30' }, shop: { due: null } })
    expect(Object.keys(body?.evidence ?? {})).toEqual(['minutes'])
  })

  test('a file says of evidence which measure, milestone and entry it is, and an empty cell takes that back', () => {
    const shows = { recordId: 'session-1', measureId: '3.5', milestone: 'consent' }
    const table = asTable(withMinutes(shows))
    expect(minutesIn(changesIn(readPlanTable(table), kept()))).toEqual({
      note: 'Minutes',
      link: 'https://example.org/a',
      on: '2022-06-01',
      ...shows,
    })

    fill(table, 'evidence', 'entry', '')
    expect(minutesIn(changesIn(readPlanTable(table), withMinutes(shows)))).toEqual({
      note: 'Minutes',
      link: 'https://example.org/a',
      on: '2022-06-01',
      measureId: '3.5',
      milestone: 'consent',
    })
  })

  test('evidence that is an entry or a measure of a milestone stays so in a file that does not speak of it', () => {
    const shows = { recordId: 'session-1', measureId: '3.5', milestone: 'consent' }
    const { columns, rows } = asTable(withMinutes(shows))
    const silent = columns.map((column) => !['measure', 'milestone', 'entry'].includes(column))
    const table = {
      columns: columns.filter((_, at) => silent[at]),
      rows: rows.map((cells) => cells.filter((_, at) => silent[at])),
    }
    fill(table, 'evidence', 'text', 'Minutes of June')
    expect(minutesIn(changesIn(readPlanTable(table), withMinutes(shows)))).toMatchObject({
      note: 'Minutes of June',
      ...shows,
    })
  })

  test('evidence may be for a milestone that stands further down in the file', () => {
    const table = asTable(withMinutes({ milestone: 'shop' }))
    table.rows.push(['milestone', 'SDP22-44/shop', 'Shop bought'])
    expect(minutesIn(changesIn(readPlanTable(table), kept()))).toMatchObject({ milestone: 'shop' })
  })

  test.each([
    ['measure', '9.9', /^“9.9” is none of 1.1, /],
    ['milestone', 'launch', 'There is no milestone “launch”.'],
    ['entry', 'session/1/2 3', '“session/1/2 3” is no id of an entry.'],
  ])('a %s of evidence that there is not is named, and nothing is taken', (column, text, words) => {
    const table = asTable(kept())
    fill(table, 'evidence', column, text)
    const check = checked(readPlanTable(table), kept())
    const row = expect.any(Number)
    const wanted = typeof words === 'string' ? words : expect.stringMatching(words)
    expect(check).toEqual({ ok: false, problems: [{ row, column, words: wanted }] })
  })
})

describe('a broken file', () => {
  const problemsOf = (file: PlanFile) => {
    const check = checkPlan(file.lines, {
      held: shipped,
      siteIds: new Map(),
      today: localDate('2022-11-01'),
      by: 'Asha',
      reason: '',
      newId: ids(),
    })
    return [...file.problems, ...(check.ok ? [] : check.problems)].map(
      ({ row, column, words }) => `${row} ${column}: ${words}`,
    )
  }

  test('every problem of a table is named by row and column, all at once', () => {
    const columns = [
      'line',
      'id',
      'text',
      'priorities',
      'quarters',
      'themes',
      'status',
      'day',
      'sites',
      'colour',
    ]
    const rows = [
      ['plan', '2022/24', ''],
      ['priority', 'one', 'Climate'],
      ['priority', '2', ''],
      [''],
      ['promise', 'A', 'Reach', '7', '', 'Peeple'],
      ['promise', 'A', 'Reach', '2', 'Q1', 'People'],
      ['wish', 'B', 'More'],
      ['activity', '1', 'Rhymes', '2'],
      ['action', 'C', 'Open', '2', 'Q5', '', 'sleeping', '14/10/2022', 'atlantis'],
      ['action', 'D', 'Shut', '2:Q9'],
      ['milestone', 'E/first', 'Begin'],
    ]
    expect(problemsOf(readPlanTable({ columns, rows }))).toEqual([
      '1 colour: A plan has no such column.',
      '8 line: “wish” is none of plan, priority, promise, activity, action, milestone, evidence.',
      '2 id: “2022/24” is no year such as 2022/23.',
      '2 text: Say where the plan comes from.',
      '3 id: “one” is no number from 1.',
      '4 text: This cannot be empty.',
      '6 themes: “Peeple” is none of People, Place, Partnership.',
      '6 priorities: There is no priority “7”.',
      '7 quarters: A line of “promise” says nothing here.',
      '7 id: “A” stands in row 6 already.',
      '9 id: “1” is no number such as 1.1.',
      '10 quarters: “Q5” is none of Q1, Q2, Q3, Q4.',
      '10 status: “sleeping” is no status.',
      '10 day: Write the day as 2026-10-14, not “14/10/2022”.',
      '10 sites: There is no site “atlantis”.',
      '11 priorities: “Q9” is none of Q1, Q2, Q3, Q4.',
      '12 id: “E/first” is no action of the file with a word behind it, as in SDP22-40/launch.',
    ])
  })

  test('a file of JSON names the entry and the part of it', () => {
    const text = JSON.stringify({
      planYear: '2022/23',
      source: 'Here',
      wishes: [],
      priorities: [{ number: 1, title: 'Climate', colour: 'green' }],
      promises: { id: 'A' },
      actions: [{ id: 'C', text: 'Open', priorities: [{ number: 1 }] }],
    })
    expect(problemsOf(readPlanJson(text))).toEqual([
      'The file wishes: A plan has no such part.',
      'Entry 1 of priorities colour: A plan has no such column.',
      'The file promises: This is no list of entries.',
      'Entry 1 of actions priorities: This is neither a text nor a list of them.',
      'Entry 1 of actions priorities: Name at least one priority it stands under.',
    ])
    for (const broken of ['', '{"planYear":', '[1]', 'null']) {
      expect(problemsOf(readPlanJson(broken))[0]).toBe(
        'The file : It cannot be read as JSON with the parts of a plan in it.',
      )
    }
  })

  test('a table without its columns, or without its year, is no plan', () => {
    expect(problemsOf(readPlanTable({ columns: ['Name'], rows: [['Climate']] }))).toEqual([
      '1 line: There is no such column.',
      '1 id: There is no such column.',
      '1 text: There is no such column.',
      '1 Name: A plan has no such column.',
      '1 line: No line says of which year the plan is, and from where.',
    ])
  })
})

describe('a next year begun from a copy', () => {
  test('goes on with every part but the actions that are done or stopped, and says from which it goes on', () => {
    const held = kept()
    const parts = held.parts.map(
      (part): PlanPart =>
        part.line === 'action' && part.body.code === 'SDP22-01'
          ? { ...part, body: { ...part.body, status: 'done' } }
          : part,
    )
    const next = nextPlan(tree.plan, parts, ids())
    expect(next.plan.body.year).toBe(2023)
    expect(next.parts).toHaveLength(83)
    const banbury = next.parts.find((part) => part.line === 'action' && part.body.code === 'SDP22-44')
    if (banbury?.line !== 'action') throw new Error('no action')
    const nine = next.parts.find((part) => part.line === 'priority' && part.body.number === 9)
    expect(banbury.body).toMatchObject({
      planId: next.plan.id,
      continues: 'action/SDP22-44',
      status: null,
      owner: 'Property team',
      places: [{ priorityId: nine?.id, quarters: ['Q3'] }],
      milestones: { consent: { text: 'Planning consent' } },
      evidence: {},
    })
    // The copy of a copy still names the first.
    const third = nextPlan(next.plan, next.parts, ids())
    expect(third.parts.every(({ body }) => !body.continues?.startsWith('new-'))).toBe(true)
    const six = next.parts.find((part) => part.line === 'priority' && part.body.number === 6)
    const one = next.parts.find((part) => part.line === 'priority' && part.body.number === 1)
    expect(six?.line === 'priority' && six.body.crossReference?.priorityId).toBe(one?.id)
  })
})
