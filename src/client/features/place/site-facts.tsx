import type { DataSource } from '#domain/place/profile-records.ts'
import type { Site, SiteType } from '#domain/place/site.ts'

const TYPE_IN_WORDS: Record<SiteType, string> = {
  library: 'Library',
  archive: 'Archive',
  museum: 'Museum',
  'home-library-service': 'Visits readers at home; no building of its own',
  'prison-library': 'Prison library',
  'mobile-library': 'Mobile library',
}

const hours = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })

/** What is published about the site itself. */
export function SiteFacts({ site, source }: { site: Site; source: DataSource | null }) {
  const address = [...site.address, site.postcode ?? ''].filter((line) => line !== '').join(', ')
  return (
    <section className="sheet stack" aria-labelledby="site-facts">
      <h2 id="site-facts">The site</h2>
      <dl className="facts">
        <dt>Kind</dt>
        <dd>{TYPE_IN_WORDS[site.type]}</dd>
        {address !== '' && <Fact label="Address" value={address} />}
        {site.districtName !== null && <Fact label="District" value={site.districtName} />}
        {site.wardName !== null && <Fact label="Ward" value={site.wardName} />}
        {site.type !== 'home-library-service' && (
          <Fact label="Open hours a week" value={hoursInWords(site)} />
        )}
        {site.coLocatedWith.length > 0 && (
          <Fact label="Shares a building with" value={site.coLocatedWith.join('; ')} />
        )}
        {site.flags !== null && <Fact label="To be confirmed" value={site.flags} />}
      </dl>
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

function hoursInWords({ hoursPerWeek, staffedHoursPerWeek }: Site): string {
  if (hoursPerWeek === null) return 'No figure: the published list of sites does not give any'
  const open = hours.format(hoursPerWeek)
  if (staffedHoursPerWeek === null || staffedHoursPerWeek === hoursPerWeek) return `${open}, all with staff`
  return `${open}, of which ${hours.format(staffedHoursPerWeek)} with staff`
}
