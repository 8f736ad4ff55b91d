import { type FormEvent, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { lockTablet } from '#client/data/lock.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { TextField } from '#client/ui/field.tsx'
import { SitePage } from '#client/ui/site-page.tsx'
import { SignInBoard } from './sign-in-board.tsx'

/** The screen volunteers sign in and out at, and the way to lock the tablet to it. */
export function SignInPage() {
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  return (
    <SitePage title="Sign in and out" choice={choice} asks="Choose the site the tablet stands at.">
      {(scope) => (
        <>
          <SignInBoard scope={scope} />
          <LockForm scope={scope} />
          <p>
            <Link to={{ pathname: '/hours', search: search.toString() }}>Volunteer hours of the week</Link>
          </p>
        </>
      )}
    </SitePage>
  )
}

const CODE = /^\d{4,8}$/

function LockForm({ scope }: { scope: string }) {
  const tablet = useTablet()
  const [code, setCode] = useState('')
  const [problem, setProblem] = useState<string>()
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!CODE.test(code)) return setProblem('Use four to eight digits.')
    lockTablet(tablet, { scope, code }).catch(() =>
      setProblem('The tablet could not write, so it is not locked. Try again.'),
    )
  }
  return (
    <form className="sheet stack" noValidate onSubmit={submit}>
      <h2>Leave the tablet with volunteers</h2>
      <p className="muted">
        Nothing else can be opened until a colleague types the number. It keeps people from getting lost, not
        thieves out.
      </p>
      <TextField
        label="A number to unlock it with"
        inputMode="numeric"
        value={code}
        error={problem}
        onChange={setCode}
      />
      <div>
        <button type="submit" className="button">
          Lock to this screen
        </button>
      </div>
    </form>
  )
}
