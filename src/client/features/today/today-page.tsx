import { Link, useSearchParams } from 'react-router'
import { linkKey, siteInLink } from '#domain/records/link-key.ts'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Icon } from '#client/ui/icons.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { todayInWords } from './date-words.ts'
import { Drafts } from './drafts.tsx'
import { JustSaved } from './just-saved.tsx'
import { LatestEntries } from './latest-entries.tsx'
import { QuickPresets } from './quick-presets.tsx'
import { TabletState } from './tablet-state.tsx'

/** Home: the next session is two taps and a number away, and the last ones are seen to be safe. */
export function TodayPage() {
  const tablet = useTablet()
  const sites = useSites()
  const [search, setSearch] = useSearchParams()
  const scope = siteInLink(tablet.siteId, search.get('site'))
  const place = scope === null ? 'Every site' : sites?.nameOf(scope)
  return (
    <div className="stack stack-wide">
      <div>
        <PageTitle title="Today" />
        <p className="muted">
          {place} · {todayInWords(tablet.clock.today())}
        </p>
      </div>
      <JustSaved />
      {tablet.siteId === null && sites !== undefined && (
        <SiteSelect
          sites={sites.open}
          value={scope}
          none="Every site"
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      <div className="columns">
        <div className="stack stack-wide">
          {scope === null ? (
            <Notice>
              <p>To log a session, choose the site it was at.</p>
            </Notice>
          ) : (
            <section className="stack" aria-label="Log">
              <Link
                className="button button-go button-big"
                to={{ pathname: '/log', search: search.toString() }}
              >
                <Icon name="plus" size={26} />
                Log a session
              </Link>
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
