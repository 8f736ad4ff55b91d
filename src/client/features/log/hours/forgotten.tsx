import { type FormEvent, useState } from 'react'
import { hoursTyped } from '#domain/records/volunteer-week.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { putInForgotten, type SignIn, undoSignIn, useSignIns } from '#client/data/volunteers.ts'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { TextField } from '#client/ui/field.tsx'
import { timeInWords } from '#client/ui/moment-words.ts'

/** Who signed in on an earlier day and never signed out: somebody puts the hours in for them. */
export function Forgotten({ scope }: { scope: string }) {
  const { clock } = useTablet()
  const signIns = useSignIns(scope)
  const forgotten = signIns?.filter(({ day }) => day < clock.today()) ?? []
  if (forgotten.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="forgotten">
      <h2 id="forgotten">Forgot to sign out</h2>
      {forgotten.map((one) => (
        <PutIn key={`${one.volunteer.id} ${one.day}`} scope={scope} signIn={one} />
      ))}
    </section>
  )
}

function PutIn({ scope, signIn }: { scope: string; signIn: SignIn }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const roles = useAuthority('volunteer-role')
  const [problem, setProblem] = useState<string>()
  const { volunteer, day, at } = signIn
  const { typed, put, forget } = useFormDraft(`typed/forgotten/${scope}/${day}/${volunteer.id}`)
  const hours = typed?.['hours'] ?? ''
  const roleId = volunteer.roleIds[0] ?? roles?.[0]?.id
  const save = async (): Promise<void> => {
    const read = hoursTyped(hours)
    if (!read.ok || read.minutes === null || roleId === undefined) {
      return setProblem('Use hours in quarters, such as 1.5 or 1:30.')
    }
    const result = await putInForgotten(tablet, scope, signIn, { minutes: read.minutes, roleId })
    if (!result.ok) return setProblem(SAVE_FAILURE_WORDS[result.code])
    await forget()
    announce('Saved on this tablet')
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void save()
  }
  return (
    <form className="row row-tight" noValidate onSubmit={submit}>
      <TextField
        label={`${volunteer.name}${volunteer.isListed ? '' : ' (no longer listed)'}, ${dayInWords(day, tablet.clock.today())} from ${timeInWords(at)}: hours`}
        inputMode="decimal"
        value={hours}
        error={problem}
        onChange={(next) => put({ hours: next })}
      />
      <button type="submit" className="button">
        Save on this tablet
      </button>
      <button
        type="button"
        className="button button-quiet"
        onClick={() => void undoSignIn(tablet, scope, day, volunteer.id)}
      >
        Was not here
      </button>
    </form>
  )
}
