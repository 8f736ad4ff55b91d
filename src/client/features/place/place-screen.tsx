import type { ComparedAreas } from '#domain/place/compare-profiles.ts'
import { whyNoCommunity } from '#domain/place/site-words.ts'
import type { AreaFile } from '#domain/place/area-file.ts'
import { useAreas } from '#client/data/areas.ts'
import { useSites } from '#client/data/sites.ts'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { AreasToCome } from './areas-to-come.tsx'
import { MapPart } from './map-part.tsx'
import { PostcodeSearch } from './postcode-search.tsx'
import { type PlaceView, useChosenSite, usePlaceView } from './place-view.ts'
import { ProfileGroups } from './profile-groups.tsx'
import { SiteFacts } from './site-facts.tsx'
import { SourceList } from './source-list.tsx'
import { WhoComes } from './who-comes.tsx'
import './place.css'

/** Who lives around a site, from published data, beside the county. Works without signal like every screen. */
export function PlaceScreen() {
  const { siteId, mayChoose, choose } = useChosenSite()
  const view = usePlaceView(siteId)
  const sites = useSites()
  const areaFile = useAreas()
  if (view === undefined || sites === undefined) return <output>Loading…</output>
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <PageTitle title={view.site === null ? 'The whole county' : `Our place: ${view.site.body.name}`} />
        {mayChoose && (
          <div className="no-print">
            <SiteSelect
              sites={sites.open}
              value={view.site === null ? null : siteId}
              none="The whole county"
              onChange={choose}
            />
          </div>
        )}
      </div>
      {view.site !== null && view.hasNoCommunity && (
        <Notice>
          <p>{whyNoCommunity(view.site.body)} Here is the county as a whole.</p>
        </Notice>
      )}
      <Profile view={view} areaFile={areaFile ?? null} />
      {areaFile === null && <AreasToCome />}
      {areaFile && (
        <MapPart
          file={areaFile}
          siteId={view.hasNoCommunity ? null : (view.site?.id ?? null)}
          siteName={view.site?.body.name ?? ''}
          nameOf={sites.nameOf}
        />
      )}
      {areaFile && <PostcodeSearch file={areaFile} nameOf={sites.nameOf} />}
      <SourceList groups={view.groups} sources={view.sources} site={view.site?.body ?? null} />
    </div>
  )
}

function sourceOf(view: PlaceView) {
  const sourceId = view.site?.body.sourceId ?? null
  return sourceId === null ? null : (view.sources.get(sourceId) ?? null)
}

function Profile({ view, areaFile }: { view: PlaceView; areaFile: AreaFile | null }) {
  const { areas, groups, residents, sources, site } = view
  return (
    <>
      <div className={site === null ? 'stack' : 'columns'}>
        {areas === null ? (
          <p>This tablet has not received the community profiles yet.</p>
        ) : (
          <InShort areas={areas} sentences={view.sentences} />
        )}
        {site !== null && (
          <SiteFacts site={site.body} source={sourceOf(view)} listed={areaFile?.listedHours[site.id]} />
        )}
      </div>
      {areas !== null && residents !== null && (
        <WhoComes siteId={site?.id ?? null} areaName={areas.here.areaName} residents={residents} />
      )}
      {areas !== null && <ProfileGroups groups={groups} areas={areas} sources={sources} />}
    </>
  )
}

/** The profile in a few sentences, with how its area was drawn. */
function InShort({ areas, sentences }: { areas: ComparedAreas; sentences: readonly string[] }) {
  const { areaType, areaName, method } = areas.here
  return (
    <section className="sheet stack" aria-labelledby="in-short">
      <h2 id="in-short">
        {areaType === 'catchment' ? `${areaName}’s estimated local community` : `The people of ${areaName}`}
      </h2>
      <ul className="place-sentences">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <p className="small muted measure-text">{method} It says who lives here, not who comes in.</p>
    </section>
  )
}
