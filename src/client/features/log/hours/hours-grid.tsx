import { type KeyboardEvent, useState } from 'react'
import { Link } from 'react-router'
import * as v from 'valibot'
import { numberInWords } from '#domain/records/fields/value-words.ts'
import { entryPath, hoursDraftKey } from '#domain/records/link-key.ts'
import { volunteerHours } from '#domain/records/kinds/volunteer-shift.ts'
import { daysOfWeek, hoursCell, hoursTyped, proposedHours, shiftOf } from '#domain/records/volunteer-week.ts'
import { dayInWords, daysBetween, type LocalDate } from '#domain/time/local-date.ts'
import type { Held } from '#client/data/authority.ts'
import { useStoredDraft } from '#client/data/draft-keeper.ts'
import { saveTogether, type Write } from '#client/data/save.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import type { LoggedShift, Volunteer, VolunteerWeek } from '#client/data/volunteers.ts'
import { ErrorSummary } from '#client/ui/error-summary.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { SaveBar } from '#client/ui/save-bar.tsx'
import { useForm } from '../use-form.ts'
import './hours.css'

const formSchema = v.object({
  /** Hours as typed, by volunteer and day. */
  cells: v.record(v.string(), v.string()),
  /** The role each volunteer's hours go to, by volunteer. */
  roles: v.record(v.string(), v.string()),
})
type HoursForm = v.InferOutput<typeof formSchema>
const draftSchema = v.object({ form: formSchema, seen: v.null() })

interface HoursGridProps {
  readonly scope: string
  readonly monday: LocalDate
  readonly week: VolunteerWeek
  readonly roles: readonly Held<'volunteer-role'>[]
}

/** People down, days across; last week's hours are one tap away, and one save takes it all. */
export function HoursGrid(props: HoursGridProps) {
  const draft = useStoredDraft(hoursDraftKey(props.scope, props.monday), draftSchema)
  // Each save begins the grid anew.
  const [saves, setSaves] = useState(0)
  if (draft === undefined) return null
  return (
    <>
      {saves > 0 && (
        <Notice tone="good">
          <p>
            <b>Saved on this tablet.</b> A tap on hours that are saved opens their entry.
          </p>
        </Notice>
      )}
      <Grid
        key={saves}
        {...props}
        draft={saves === 0 ? (draft?.form ?? null) : null}
        onSaved={() => setSaves((count) => count + 1)}
      />
    </>
  )
}

const BLANK: HoursForm = { cells: {}, roles: {} }
const isSame = (left: HoursForm, right: HoursForm): boolean => JSON.stringify(left) === JSON.stringify(right)
const cellId = (cell: string): string => `hours-${cell.replace(/\W/g, '-')}`

interface GridProps extends HoursGridProps {
  readonly draft: HoursForm | null
  readonly onSaved: () => void
}

function Grid({ scope, monday, week, roles, draft, onSaved }: GridProps) {
  const tablet = useTablet()
  const today = tablet.clock.today()
  const days = daysOfWeek(monday)
  const { shifts } = week
  const logged = loggedByCell(shifts)
  const roleOf = (volunteer: Volunteer, form: HoursForm): string =>
    form.roles[volunteer.id] ?? usualRole(volunteer, shifts) ?? roles[0]?.id ?? ''
  const draftKey = hoursDraftKey(scope, monday)
  const state = useForm<HoursForm, string>({
    blank: BLANK,
    draft,
    draftKey,
    seen: null,
    isSame,
    check: (form) => {
      const problems: { field: string; message: string }[] = []
      const writes: Write[] = []
      for (const volunteer of rowsOf(week, form)) {
        for (const day of days) {
          const cell = hoursCell(volunteer.id, day)
          const read = hoursTyped(form.cells[cell] ?? '')
          if (!read.ok) {
            const message = `${volunteer.name}, ${dayInWords(day, today)}: ${read.message}`
            problems.push({ field: cell, message })
          } else if (read.minutes !== null && read.minutes > 0) {
            const { isUnder25 } = volunteer.body
            const about = { volunteerId: volunteer.id, day, roleId: roleOf(volunteer, form), isUnder25 }
            writes.push({ kind: 'volunteer-shift', scope, body: shiftOf(about, read.minutes) })
          }
        }
      }
      if (problems.length > 0) return { ok: false, problems }
      if (writes.length === 0) {
        return {
          ok: false,
          problems: [{ field: '', message: 'Nothing is typed yet: put the hours in first.' }],
        }
      }
      return { ok: true, save: () => saveTogether(tablet, writes, { draftKey }) }
    },
    onSaved,
  })
  const { form, put } = state
  const volunteers = rowsOf(week, form)
  const proposal = proposedHours(
    shifts.map(({ body }) => body),
    monday,
  )
  const open = Object.entries(proposal).filter(
    ([cell]) => !logged.has(cell) && (form.cells[cell] ?? '') === '' && isCellOf(cell, volunteers),
  )
  const sum = Object.values(form.cells).reduce((minutes, text) => {
    const read = hoursTyped(text)
    return read.ok ? minutes + (read.minutes ?? 0) : minutes
  }, 0)
  const summary =
    state.failure === null
      ? state.problems.map(({ field, message }) =>
          field === '' ? { message } : { fieldId: cellId(field), message },
        )
      : [{ message: state.failure }]
  if (volunteers.length === 0) {
    return (
      <p className="sheet">
        No volunteers are listed here yet. A code is all that is kept of them.{' '}
        <Link to="/lists/volunteer/new">Add a volunteer</Link>
      </p>
    )
  }
  return (
    <form className="form" noValidate onSubmit={state.submit}>
      <ErrorSummary problems={summary} attempt={state.attempt} />
      {draft !== null && (
        <Notice>
          <p>What was typed and not saved is back.</p>
        </Notice>
      )}
      {open.length > 0 && (
        <div>
          <button
            type="button"
            className="button"
            onClick={() => put({ ...form, cells: { ...form.cells, ...Object.fromEntries(open) } })}
          >
            Fill in as last week
          </button>
        </div>
      )}
      <div className="sheet hours-scroll">
        <table className="hours-table" data-hours>
          <caption className="visually-hidden">
            Hours of each volunteer on each day, such as 1.5 or 1:30
          </caption>
          <thead>
            <tr>
              <th scope="col">Volunteer</th>
              {days.map((day) => (
                <th key={day} scope="col">
                  {dayInWords(day, day).replace(/ \w+$/, '')}
                </th>
              ))}
              <th scope="col">Role</th>
            </tr>
          </thead>
          <tbody>
            {volunteers.map((volunteer) => (
              <tr key={volunteer.id}>
                <th scope="row">
                  {volunteer.name}
                  {week.left.includes(volunteer) && ' (no longer listed)'}
                </th>
                {days.map((day) => {
                  const cell = hoursCell(volunteer.id, day)
                  const of = logged.get(cell) ?? []
                  return (
                    <td key={day}>
                      {of.length > 0 ? (
                        <LoggedHours shifts={of} />
                      ) : (
                        <input
                          id={cellId(cell)}
                          className="hours-input"
                          type="text"
                          inputMode="decimal"
                          autoComplete="off"
                          enterKeyHint="next"
                          aria-label={`${volunteer.name}, ${dayInWords(day, today)}: hours`}
                          aria-invalid={state.errorOf(cell) === undefined ? undefined : true}
                          disabled={daysBetween(day, today) < 0}
                          value={form.cells[cell] ?? ''}
                          onChange={(event) =>
                            put({ ...form, cells: withCell(form.cells, cell, event.currentTarget.value) })
                          }
                          onKeyDown={toCellBelow}
                        />
                      )}
                    </td>
                  )
                })}
                <td>
                  <select
                    className="input"
                    aria-label={`${volunteer.name}: role`}
                    value={roleOf(volunteer, form)}
                    onChange={(event) =>
                      put({ ...form, roles: { ...form.roles, [volunteer.id]: event.currentTarget.value } })
                    }
                  >
                    {roles.map(({ id, body }) => (
                      <option key={id} value={id}>
                        {body.name}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <SaveBar
        saves={
          sum === 0
            ? 'Hours in quarters, such as 1.5 or 1:30.'
            : `${numberInWords({ type: 'hours' }, sum)} to save`
        }
        isSaving={state.isSaving}
        isUnkept={state.isUnkept}
      />
    </form>
  )
}

/** Everybody listed, and of those who left the list whoever hours were typed for: they gave their time. */
function rowsOf({ volunteers, left }: VolunteerWeek, { cells }: HoursForm): readonly Volunteer[] {
  const isTyped = ({ id }: Volunteer): boolean => Object.keys(cells).some((cell) => isCellOf(cell, [{ id }]))
  return [...volunteers, ...left.filter(isTyped)]
}

function LoggedHours({ shifts }: { shifts: readonly LoggedShift[] }) {
  const minutes = shifts.reduce((sum, { body }) => sum + volunteerHours(body) * 60, 0)
  const [first] = shifts
  return (
    <Link className="hours-logged" to={shifts.length === 1 ? entryPath(first?.id ?? '') : '/entries'}>
      {numberInWords({ type: 'hours' }, minutes)}
    </Link>
  )
}

function withCell(cells: HoursForm['cells'], cell: string, text: string): HoursForm['cells'] {
  const { [cell]: _, ...others } = cells
  return text === '' ? others : { ...others, [cell]: text }
}

function isCellOf(cell: string, volunteers: readonly Pick<Volunteer, 'id'>[]): boolean {
  return volunteers.some(({ id }) => cell.startsWith(`${id} `))
}

function loggedByCell(shifts: readonly LoggedShift[]): ReadonlyMap<string, readonly LoggedShift[]> {
  const byCell = new Map<string, LoggedShift[]>()
  for (const shift of shifts) {
    const { volunteerId, day } = shift.body
    if (volunteerId === null) continue
    const cell = hoursCell(volunteerId, day)
    byCell.set(cell, [...(byCell.get(cell) ?? []), shift])
  }
  return byCell
}

/** The role of somebody's last hours, else the first they are listed with. */
function usualRole({ id, body }: Volunteer, shifts: readonly LoggedShift[]): string | undefined {
  return shifts.findLast((shift) => shift.body.volunteerId === id)?.body.roleId ?? body.roleIds[0]
}

/** Enter goes to the next person on the same day, as down a rota; from the last it goes to Save. */
function toCellBelow(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter') return
  event.preventDefault()
  const row = event.currentTarget.closest('tr')
  const column = event.currentTarget.closest('td')?.cellIndex ?? 0
  for (let next = row?.nextElementSibling; next; next = next.nextElementSibling) {
    const input = next.children[column]?.querySelector('input')
    if (input) return input.focus()
  }
  event.currentTarget.form?.querySelector<HTMLButtonElement>('.save-bar button')?.focus()
}
