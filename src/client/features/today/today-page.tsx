import { lazy, Suspense } from 'react'
import { Link, useSearchParams } from 'react-router'
import { weekStart } from '#domain/time/local-date.ts'
import { useSiteChoice } from '#client/data/site-choice.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Icon, type IconName } from '#client/ui/icons.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { SiteHead } from '#client/ui/site-page.tsx'
import { todayInWords } from './date-words.ts'
import { Drafts } from './drafts.tsx'
import { JustSaved } from './just-saved.tsx'
import { LatestEntries } from './latest-entries.tsx'
import { QuickPresets } from './quick-presets.tsx'
import { TabletState } from './tablet-state.tsx'
import './today.css'

const WeekGrid = lazy(async () => ({ default: (await import('./week/week-grid.tsx')).WeekGrid }))

const SiteClosed = lazy(async () => ({ default: (await import('./site-closed.tsx')).SiteClosed }))

/** Home: the next session is two taps and a number away, and the last ones are seen to be safe. */
export function TodayPage() {
  const { siteId, clock } = useTablet()
  const [search, setSearch] = useSearchParams()
  const choice = useSiteChoice(search, setSearch)
  const { scope } = choice
  const isClosed = choice.sites?.closed.some(({ id }) => id === siteId) === true
  return (
    <div className="stack stack-wide">
      <SiteHead title="Today" choice={choice} says={todayInWords(clock.today())} everySite="Every site" />
      <JustSaved />
      {isClosed && (
        <Suspense>
          <SiteClosed />
        </Suspense>
      )}
      {scope !== null && (
        <>
          <QuickWays search={search.toString()} />
          <Suspense>
            <Week scope={scope} search={search.toString()} />
          </Suspense>
        </>
      )}
      <div className="columns">
        <div className="stack stack-wide">
          {scope === null ? (
            <Notice>
              <p>To log a session, choose the site it was at.</p>
            </Notice>
          ) : (
            <section className="stack" aria-label="Log">
              <QuickPresets scope={scope} search={search.toString()} />
            </section>
          )}
          <Drafts />
        </div>
        <div className="stack stack-wide">
          <TabletState />
          <LatestEntries scope={scope} search={search.toString()} />
        </div>
      </div>
    </div>
  )
}

const WAYS: readonly { readonly to: string; readonly word: string; readonly icon: IconName }[] = [
  { to: '/log', word: 'Log', icon: 'plus' },
  { to: '/count', word: 'Count', icon: 'count' },
  { to: '/hours', word: 'Hours', icon: 'hours' },
  { to: '/signpost', word: 'Signpost', icon: 'signpost' },
]

/** What staff do most, one tap away. */
function QuickWays({ search }: { search: string }) {
  return (
    <ul className="quick-ways plain-list" aria-label="Quick ways in">
      {WAYS.map(({ to, word, icon }) => (
        <li key={to}>
          <Link
            aria-keyshortcuts={`Alt+Shift+${word.charAt(0)}`}
            className={to === '/log' ? 'button button-go quick-way' : 'button quick-way'}
            to={{ pathname: to, search }}
          >
            <Icon name={icon} size={26} />
            {word}
            <kbd className="key-hint" aria-hidden="true">
              Alt Shift {word.charAt(0)}
            </kbd>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Week({ scope, search }: { scope: string; search: string }) {
  const { clock } = useTablet()
  const monday = weekStart(clock.today())
  return (
    <div className="stack stack-tight">
      <WeekGrid
        key={`${scope} ${monday}`}
        scope={scope}
        monday={monday}
        heading="This week"
        search={search}
      />
      <p className="row row-tight">
        <Link to={{ pathname: '/week', search }}>Other weeks, and a sheet to print</Link>
        <Link className="push" to={{ pathname: '/end-of-day', search }}>
          End of the day
        </Link>
      </p>
    </div>
  )
}
