import { useState } from 'react'
import {
  useLiveVolunteers,
  signIn,
  signOut,
  type SignIn,
  undoSignIn,
  undoSignOut,
  useSignIns,
} from '#client/data/volunteers.ts'
import { numberInWords } from '#domain/records/fields/value-words.ts'
import { minutesSignedIn } from '#domain/records/volunteer-week.ts'
import { useAuthority } from '#client/data/authority.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { timeInWords } from '#client/ui/moment-words.ts'
import { Notice } from '#client/ui/notice.tsx'
import { Sheet } from '#client/ui/sheet.tsx'

type Person = Pick<SignIn['volunteer'], 'id' | 'name'>

/** What was done last, with the way to take it back. */
interface Done {
  readonly words: string
  readonly undo: () => Promise<unknown>
}

const NOT_KEPT = 'That was not saved: the tablet could not write. Please tell a member of staff.'

/** Everybody by name: a tap in, a tap out. */
export function SignInBoard({ scope }: { scope: string }) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const volunteers = useLiveVolunteers(scope)
  const signIns = useSignIns(scope)
  const roles = useAuthority('volunteer-role')?.toSorted((a, b) => (a.body.order ?? 0) - (b.body.order ?? 0))
  const [done, setDone] = useState<Done | null>(null)
  const [failure, setFailure] = useState('')
  const [asked, setAsked] = useState<SignIn | null>(null)
  if (volunteers === undefined || signIns === undefined || roles === undefined) return null
  const today = tablet.clock.today()
  const signedIn = signIns.filter(({ day }) => day === today)
  // Who was taken off the list while they are here can still go.
  const leavers = signedIn.flatMap(({ volunteer }) => (volunteer.isListed ? [] : volunteer))
  const say = (words: string, undo: () => Promise<unknown>): void => {
    setFailure('')
    setDone({ words, undo })
    announce(words)
  }
  const comeIn = async (volunteer: Person): Promise<void> => {
    await signIn(tablet, scope, volunteer.id, { at: tablet.clock.now(), day: today })
    say(`${volunteer.name} is in, ${timeInWords(tablet.clock.now())}`, () =>
      undoSignIn(tablet, scope, today, volunteer.id),
    )
  }
  const goOut = async (one: SignIn, roleId: string): Promise<void> => {
    setAsked(null)
    const result = await signOut(tablet, scope, one, roleId)
    if (!result.ok) return setFailure(SAVE_FAILURE_WORDS[result.code])
    const minutes = minutesSignedIn(one.at, tablet.clock.now())
    say(`${one.volunteer.name} is out: ${numberInWords({ type: 'hours' }, minutes)}. Thank you!`, () =>
      undoSignOut(tablet, scope, one, result.id),
    )
  }
  const press = (volunteer: Person, one: SignIn | undefined): void => {
    if (one === undefined) {
      comeIn(volunteer).catch(() => setFailure(NOT_KEPT))
      return
    }
    const own = one.volunteer.roleIds
    const [only = roles[0]?.id] = own
    if (own.length > 1 || only === undefined) setAsked(one)
    else goOut(one, only).catch(() => setFailure(NOT_KEPT))
  }
  return (
    <section className="stack" aria-label="Volunteers">
      <div role="status">
        {failure !== '' && (
          <Notice tone="warn">
            <p>{failure}</p>
          </Notice>
        )}
        {done !== null && failure === '' && (
          <Notice tone="good">
            <p className="row">
              <b>{done.words}</b>
              <button
                type="button"
                className="button push"
                onClick={() =>
                  void done.undo().then(
                    () => setDone(null),
                    () => setFailure(NOT_KEPT),
                  )
                }
              >
                Undo
              </button>
            </p>
          </Notice>
        )}
      </div>
      {volunteers.length + leavers.length === 0 && <p>No volunteers are listed at this site yet.</p>}
      <ul className="tiles plain-list">
        {[...volunteers, ...leavers].map((volunteer) => {
          const one = signedIn.find((signed) => signed.volunteer.id === volunteer.id)
          return (
            <li key={volunteer.id}>
              <button
                type="button"
                className="tile tile-button"
                aria-pressed={one !== undefined}
                onClick={() => press(volunteer, one)}
              >
                <span className="tile-name">{volunteer.name}</span>
                <span className="small">
                  {one === undefined ? 'tap to sign in' : `in since ${timeInWords(one.at)}`}
                  {one?.volunteer.isListed === false && ' · no longer listed'}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
      {asked !== null && (
        <Sheet title={`${asked.volunteer.name}: what did you do?`} onClose={() => setAsked(null)}>
          <ul className="plain-list stack stack-tight">
            {roles
              .filter(
                ({ id }) => asked.volunteer.roleIds.length === 0 || asked.volunteer.roleIds.includes(id),
              )
              .map(({ id, body }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="button button-wide"
                    onClick={() => void goOut(asked, id).catch(() => setFailure(NOT_KEPT))}
                  >
                    {body.name}
                  </button>
                </li>
              ))}
          </ul>
        </Sheet>
      )}
    </section>
  )
}
