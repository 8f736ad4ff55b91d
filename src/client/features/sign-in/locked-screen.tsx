import { type FormEvent, useState } from 'react'
import { type Lock, unlockTablet } from '#client/data/lock.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { TextField } from '#client/ui/field.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SignInBoard } from './sign-in-board.tsx'

/** After so many wrong numbers the site's name opens it too: a forgotten number must not cost a morning. */
const TRIES = 3

/** All there is while the tablet is left with volunteers. */
export function LockedScreen({ lock }: { lock: Lock }) {
  const sites = useSites()
  const name = sites?.nameOf(lock.scope) ?? ''
  return (
    <main id="main" className="page stack stack-wide" tabIndex={-1}>
      <div>
        <PageTitle title="Volunteers: sign in and out" />
        <p className="muted">{name}</p>
      </div>
      <SignInBoard scope={lock.scope} />
      <Unlock lock={lock} siteName={name} />
    </main>
  )
}

function Unlock({ lock, siteName }: { lock: Lock; siteName: string }) {
  const tablet = useTablet()
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState(0)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const isName = wrong >= TRIES && typed.trim().toLowerCase() === siteName.toLowerCase()
    if (typed.trim() === lock.code || isName) void unlockTablet(tablet)
    else setWrong((count) => count + 1)
    setTyped('')
  }
  return (
    <details className="sheet">
      <summary className="sets">Staff</summary>
      <form className="stack" noValidate onSubmit={submit}>
        <TextField
          label={wrong >= TRIES ? 'The number, or the name of this site' : 'The number it was locked with'}
          value={typed}
          error={wrong === 0 ? undefined : 'That is not it. Try again.'}
          onChange={setTyped}
        />
        <div>
          <button type="submit" className="button">
            Unlock
          </button>
        </div>
      </form>
    </details>
  )
}
