import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Papa from 'papaparse'
import * as v from 'valibot'
import { FIRST_COUNT_KEY } from '#domain/records/headcount.ts'
import { peopleTyped } from '#domain/records/people-typed.ts'
import { type Preset, presetChoices } from '#domain/records/preset.ts'
import { type Body, checkBody, type RecordKind } from '#domain/records/registry.ts'

export type CsvRow = Readonly<Record<string, string>>

/** The rows of a published file, each a record of texts by column. */
export function realRows(file: string): readonly CsvRow[] {
  const text = readFileSync(join(import.meta.dirname, '../fixtures/real', file), 'utf8')
  const { data } = Papa.parse(text, { header: true, skipEmptyLines: true })
  return v.parse(v.array(v.record(v.string(), v.string())), data)
}

/** A row as a body of one of our kinds, or the columns of it that do not fit. */
export type Mapped =
  | { readonly ok: true; readonly kind: RecordKind; readonly body: Body }
  | { readonly ok: false; readonly columns: readonly string[] }

/** What Barnet calls its activities, by the preset it comes under here; lower case, because its spelling varies. */
const PRESET_OF: Readonly<Record<string, string>> = {
  'toddler read and rhyme': 'baby-toddler-rhyme',
  'baby rhyme time': 'baby-toddler-rhyme',
  'toddler time': 'baby-toddler-rhyme',
  'other early years': 'baby-toddler-rhyme',
  lego: 'story-craft-lego',
  'creative play': 'story-craft-lego',
  'other child 5+': 'story-craft-lego',
  'summer reading challenge': 'summer-reading',
  'reading group teen': 'teen-group',
  'other teen': 'teen-group',
  'reading group adult': 'reading-group',
  'author talk (adult)': 'reading-group',
  'conversation café/language session': 'conversation-cafe',
  it: 'digital-class',
  'careers/job hunting': 'digital-class',
  'coffee morning/afternoon tea': 'wellbeing-social',
  'knit & natter/crafts/sewing': 'wellbeing-social',
  scrabble: 'wellbeing-social',
  boardgames: 'wellbeing-social',
  'other adult': 'wellbeing-social',
  'advice/surgery': 'advice-surgery',
  bbp: 'advice-surgery',
  'class visits nursery': 'class-visit',
  'class visits primary': 'class-visit',
  'class visits secondary': 'class-visit',
  'other - charge all entrants': 'exhibition-performance',
}

/** The column of the national schema for events that a field of ours is read from. */
const COLUMN_OF: Readonly<Record<string, string>> = {
  day: 'Event date',
  title: 'Name',
  outcome: 'Main outcome',
  secondaryOutcome: 'Secondary outcome',
  presetId: 'Name',
}

/**
 * A row of the national schema for events as a session. What the row does not say is as the preset sets it.
 * The file's older shape has one column `Outcome`.
 */
export function sessionFromRow(row: CsvRow, presets: ReadonlyMap<string, Preset>): Mapped {
  const presetId = `preset/${PRESET_OF[(row['Name'] ?? '').trim().toLowerCase()] ?? 'wellbeing-social'}`
  const preset = presets.get(presetId)
  if (preset === undefined) throw new RangeError(`there is no ${presetId}`)
  const people = peopleTyped(row['Attendees'] ?? '')
  const body = {
    ...presetChoices(presetId, preset),
    day: row['Event date'],
    startTime: null,
    title: row['Name'],
    outcome: row['Main outcome'] ?? row['Outcome'],
    secondaryOutcome: row['Secondary outcome'] === '' ? null : (row['Secondary outcome'] ?? null),
    place: row['Library name'] === 'Outreach Location' ? 'outreach-venue' : 'in-library',
    heldState: people === 0 ? 'held-no-attendance' : 'held',
    counts:
      people === 0 || people === null || people === undefined
        ? {}
        : { [FIRST_COUNT_KEY]: { split: 'none', total: people } },
    countMethod: 'counted',
    note: '',
  }
  const checked = checkBody('event-session', body)
  const wrong = checked.ok ? [] : checked.fields.map((path) => COLUMN_OF[path.split('.')[0] ?? ''] ?? path)
  // A count that is no number must never pass as one that was not taken.
  const columns = people === undefined ? [...wrong, 'Attendees'] : wrong
  if (!checked.ok || columns.length > 0) return { ok: false, columns: [...new Set(columns)] }
  return { ok: true, kind: 'event-session', body: checked.body }
}

function mapped(kind: RecordKind, body: Body, columnOf: Readonly<Record<string, string>>): Mapped {
  const checked = checkBody(kind, body)
  if (checked.ok) return { ok: true, kind, body: checked.body }
  return { ok: false, columns: checked.fields.map((path) => columnOf[path] ?? path) }
}

const whole = (text: string | undefined): number | null => (/^\d+$/.test(text ?? '') ? Number(text) : null)

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

/** A month of a library, as its visits and its issues; a cell that is empty was not counted and makes no record. */
export function monthFromRow(row: CsvRow): readonly Mapped[] {
  // From 2023 on the file writes January as 2023-1.
  const month = (row['month'] ?? '').replace(/-(\d)$/, '-0$1')
  const visits = row['visits'] === '' ? [] : [doorVisitsOf(month, row['visits'], 'visits')]
  const issues =
    row['issues'] === ''
      ? []
      : [
          mapped(
            'issues-month',
            { month, issues: whole(row['issues']) },
            { month: 'month', issues: 'issues' },
          ),
        ]
  return [...visits, ...issues]
}

function doorVisitsOf(month: string, visits: string | undefined, column: string): Mapped {
  const body = {
    fromDay: `${month}-01`,
    untilDay: lastDayOf(month),
    visits: whole(visits),
    method: 'automatic',
    purpose: 'library',
  }
  return mapped('door-visits', body, { fromDay: 'month', untilDay: 'month', visits: column })
}

/** A row of the schema for physical visits. */
export function visitsFromRow(row: CsvRow): Mapped {
  const body = {
    fromDay: row['Count start'],
    untilDay: row['Count end'],
    visits: whole(row['Visits']),
    method: row['Count type'] === 'Automatic counter' ? 'automatic' : 'manual',
    purpose: 'both',
  }
  return mapped('door-visits', body, { fromDay: 'Count start', untilDay: 'Count end', visits: 'Visits' })
}

/** Measures of a return that are counted at a door or a counter; all others are worked out from records. */
export function returnFromRow({ measure = '', period = '', value }: CsvRow): Mapped | null {
  if (!/^\d{4}-\d{2}$/.test(period)) return null
  if (measure.startsWith('physical_visits')) return doorVisitsOf(period, value, 'value')
  if (!measure.endsWith('_issues')) return null
  return mapped('issues-month', { month: period, issues: whole(value) }, { issues: 'value' })
}
