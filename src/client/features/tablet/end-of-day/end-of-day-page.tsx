import { Link, useSearchParams } from 'react-router'
import { numberInWords } from '#domain/records/fields/value-words.ts'
import { dayHeading } from '#domain/time/local-date.ts'
import { entryPath } from '#domain/records/link-key.ts'
import { type DayEnd, useDayEnd } from '#client/data/day-end.ts'
import { useHandOver } from '#client/data/hand-over.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SitePage } from '#client/ui/site-page.tsx'
import { HandOverLight } from '../hand-over-light.tsx'
import './end-of-day.css'

/** The day's last look: what is unfinished, what waits, whether the tablet can be put away, and what the day was. */
export function EndOfDayPage() {
  const today = useTablet().clock.today()
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  return (
    <SitePage
      title="End of the day"
      choice={choice}
      says={dayHeading(today, today)}
      asks="Choose the site whose day it is."
    >
      {(scope) => <Day scope={scope} search={search.toString()} />}
    </SitePage>
  )
}

function Day({ scope, search }: { scope: string; search: string }) {
  const end = useDayEnd(scope)
  const handOver = useHandOver()
  if (end === undefined || handOver === undefined) return null
  const todo = unfinished(end)
  return (
    <>
      <HandOverLight handOver={handOver} />
      {todo.length > 0 && (
        <section className="sheet stack" aria-labelledby="unfinished">
          <h2 id="unfinished">To finish first</h2>
          <ul className="plain-list stack stack-tight">
            {todo.map(({ words, to, link }) => (
              <li key={words} className="row">
                <span>{words}</span>
                <Link className="button push" to={{ pathname: to, search }}>
                  {link}
                </Link>
              </li>
            ))}
          </ul>
          <p className="muted">
            All of it is on this tablet’s disk, and nothing is lost if you leave it for tomorrow.
          </p>
        </section>
      )}
      <Doubles end={end} />
      <Figures end={end} />
    </>
  )
}

interface Todo {
  readonly words: string
  readonly to: string
  readonly link: string
}

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${count} ${many}`

function unfinished({ toFill, drafts, pads, signedIn, forgotten }: DayEnd): readonly Todo[] {
  return [
    ...(toFill === 0
      ? []
      : [{ words: counted(toFill, 'session to fill', 'sessions to fill'), to: '/', link: 'The week' }]),
    ...(drafts === 0
      ? []
      : [{ words: counted(drafts, 'form not saved', 'forms not saved'), to: '/', link: 'Carry on' }]),
    ...(pads === 0
      ? []
      : [{ words: counted(pads, 'count not finished', 'counts not finished'), to: '/count', link: 'Count' }]),
    ...(signedIn === 0
      ? []
      : [
          {
            words: counted(signedIn, 'volunteer still signed in', 'volunteers still signed in'),
            to: '/sign-in',
            link: 'Sign out',
          },
        ]),
    ...(forgotten === 0
      ? []
      : [
          {
            words: counted(forgotten, 'volunteer forgot to sign out', 'volunteers forgot to sign out'),
            to: '/hours',
            link: 'Put the hours in',
          },
        ]),
  ]
}

function Doubles({ end: { doubles } }: { end: DayEnd }) {
  if (doubles.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="doubles">
      <h2 id="doubles">Logged twice?</h2>
      <p className="muted">
        These look like the same session. Open one to say that both are right, or make one void.
      </p>
      <ul className="plain-list stack stack-tight">
        {doubles.map(({ id, session }) => (
          <li key={id}>
            <Link to={entryPath(id)}>
              {session?.title} {session?.startTime}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Figures({ end: { figures } }: { end: DayEnd }) {
  const { sessions, people, helped, volunteerMinutes } = figures
  const isEmpty = sessions + people + helped + volunteerMinutes === 0
  return (
    <section className="sheet stack" aria-labelledby="day-figures">
      <h2 id="day-figures">The day here</h2>
      <dl className="day-figures">
        <Figure label={sessions === 1 ? 'session' : 'sessions'} value={String(sessions)} />
        <Figure label="came" value={people.toLocaleString('en-GB')} />
        <Figure label="helped on" value={String(helped)} />
        <Figure label="given by volunteers" value={numberInWords({ type: 'hours' }, volunteerMinutes)} />
      </dl>
      {!isEmpty && (
        <p>
          <b>Thank you.</b> All of this counts towards what the county promised.
        </p>
      )}
    </section>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div className="day-figure">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  )
}
