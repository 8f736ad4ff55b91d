import type { AreaFile } from '#domain/place/area-file.ts'
import type { DataSource } from '#domain/place/profile-records.ts'
import type { Site } from '#domain/place/site.ts'
import { useList } from '#client/data/lists.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { hoursOn } from '#domain/place/week-hours.ts'
import { ListedHours, OwnHours } from './listed-hours.tsx'
import { hoursInWords, siteTypeInWords, statutoryInWords } from '#domain/place/site-words.ts'

interface SiteFactsProps {
  readonly siteId: string
  readonly site: Site
  readonly source: DataSource | null
  /** Daily hours of the old list; left out where there are none, or while the tablet has not fetched them. */
  readonly listed: AreaFile['listedHours'][string] | undefined
}

/** What is published about the site itself. */
export function SiteFacts({ siteId, site, source, listed }: SiteFactsProps) {
  const { clock } = useTablet()
  const kept = useList('access-profile', siteId)
  const own = kept === undefined ? null : hoursOn(kept, clock.today())
  const address = [...site.address, site.postcode ?? ''].filter((line) => line !== '').join(', ')
  const hours = hoursInWords(site)
  const statutory = statutoryInWords(site)
  return (
    <section className="sheet stack" aria-labelledby="site-facts">
      <h2 id="site-facts" tabIndex={-1}>
        The site
      </h2>
      <dl className="facts">
        <dt>Kind</dt>
        <dd>{siteTypeInWords(site)}</dd>
        {address !== '' && <Fact label="Address" value={address} />}
        {site.districtName !== null && <Fact label="District" value={site.districtName} />}
        {site.wardName !== null && <Fact label="Ward" value={site.wardName} />}
        {hours !== null && <Fact label="Open hours a week" value={hours} />}
        {statutory !== null && <Fact label="Statutory" value={statutory} />}
        {site.coLocatedWith.length > 0 && (
          <Fact label="Shares a building with" value={site.coLocatedWith.join('; ')} />
        )}
        {site.flags !== null && <Fact label="To be confirmed" value={site.flags} />}
      </dl>
      {own !== null && <OwnHours own={own} today={clock.today()} />}
      {own === null && listed !== undefined && <ListedHours listed={listed} />}
      {source !== null && (
        <p className="small muted">
          {source.title}, {source.date}. {source.attribution}.
        </p>
      )}
    </section>
  )
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  )
}
