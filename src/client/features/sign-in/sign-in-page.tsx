import { type FormEvent, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import { lockTablet } from '#client/data/lock.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { TextField } from '#client/ui/field.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { SignInBoard } from './sign-in-board.tsx'

/** The screen volunteers sign in and out at, and the way to lock the tablet to it. */
export function SignInPage() {
  const tablet = useTablet()
  const sites = useSites()
  const [search, setSearch] = useSearchParams()
  const scope = siteInLink(tablet.siteId, search.get('site'))
  return (
    <div className="stack stack-wide">
      <div>
        <PageTitle title="Sign in and out" />
        {scope !== null && <p className="muted">{sites?.nameOf(scope)}</p>}
      </div>
      {tablet.siteId === null && sites !== undefined && (
        <SiteSelect
          sites={sites.open}
          value={scope}
          none="Choose a site"
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      {scope === null ? (
        <Notice>
          <p>Choose the site the tablet stands at.</p>
        </Notice>
      ) : (
        <>
          <SignInBoard scope={scope} />
          <LockForm scope={scope} />
          <p>
            <Link to="/hours">Volunteer hours of the week</Link>
          </p>
        </>
      )}
    </div>
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
