import { startTransition, useCallback, useEffect, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ComparedAreas } from '#domain/place/compare-profiles.ts'
import type { ResidentsByBand } from '#domain/place/participation.ts'
import { whyNoCommunity } from '#domain/place/site-words.ts'
import type { AreaFile } from '#domain/place/area-file.ts'
import { useAreasIn } from '#client/data/areas.ts'
import { useSites } from '#client/data/sites.ts'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { AreasToCome } from './areas-to-come.tsx'
import { ComparisonChoice } from './comparison-choice.tsx'
import { EditionChoice } from './edition-choice.tsx'
import { GapList } from './gap-list.tsx'
import { LocalTarget } from './local-target.tsx'
import { MapPart } from './map-part.tsx'
import { PageParts } from './page-parts.tsx'
import { PostcodeSearch } from './postcode-search.tsx'
import { type PlaceView, useChosenSite, usePlaceView, withParam } from './place-view.ts'
import { ProfileGroups } from './profile-groups.tsx'
import { SimilarList } from './similar-list.tsx'
import { SiteFacts } from './site-facts.tsx'
import { SourceList } from './source-list.tsx'
import { VolunteerList } from './volunteer-list.tsx'
import { WhoComes } from './who-comes.tsx'
import './place.css'

/** Who lives around a site, from published data, beside the county. Works without signal like every screen. */
export function PlaceScreen() {
  const { siteId, mayChoose, choose } = useChosenSite()
  const [params, setParams] = useSearchParams()
  const compared = params.get('with') ?? ''
  const edition = params.get('edition')
  const view = usePlaceView(siteId, { compared, edition })
  const sites = useSites()
  const areaFile = useAreasIn(edition, view?.editions)
  const change = (name: string, value: string | null): void =>
    setParams(withParam(name, value), { replace: true })
  if (view === undefined || sites === undefined) return <output>Loading…</output>
  return (
    <div className="stack stack-wide paper place-page">
      <div className="stack">
        <PageTitle title={view.site === null ? 'The whole county' : `Our place: ${view.site.body.name}`} />
        <div className="field-pair no-print">
          {mayChoose && (
            <SiteSelect
              sites={sites.open}
              value={view.site === null ? null : siteId}
              none="The whole county"
              onChange={choose}
            />
          )}
          <ComparisonChoice
            view={view}
            value={compared}
            onChange={(value) => change('with', value === '' ? null : value)}
          />
          <EditionChoice
            editions={view.editions}
            value={edition}
            onChange={(value) => change('edition', value)}
          />
        </div>
        <PageParts parts={partsOf(view, areaFile !== undefined && areaFile !== null)} />
      </div>
      {view.site !== null && view.hasNoCommunity && (
        <Notice>
          <p>{whyNoCommunity(view.site.body)} Here is the county as a whole.</p>
        </Notice>
      )}
      <Profile view={view} areaFile={areaFile} nameOf={sites.nameOf} />
      {mayChoose && (
        <p className="no-print">
          <Link to="/place/import">Take in newer figures from a file</Link>
        </p>
      )}
      <SourceList
        groups={view.groups}
        sources={view.sources}
        site={view.site?.body ?? null}
        areaFile={areaFile ?? null}
      />
    </div>
  )
}

function partsOf(view: PlaceView, hasMap: boolean): readonly (readonly [string, string])[] {
  return [
    ...(view.residents === null ? [] : [['who-comes', 'Who comes'] as const]),
    ...(hasMap ? [['area-map', 'Map'] as const, ['postcode-search', 'Postcode'] as const] : []),
    ...(view.similar.length === 0
      ? []
      : [
          ['gaps', 'Gaps to fill'] as const,
          ['local-target', 'Target'] as const,
          ['similar', 'Similar places'] as const,
        ]),
    ...(view.groups.length === 0 ? [] : [['all-figures', 'All figures'] as const]),
    ['sources', 'Sources'],
  ]
}

function sourceOf(view: PlaceView) {
  const sourceId = view.site?.body.sourceId ?? null
  return sourceId === null ? null : (view.sources.get(sourceId) ?? null)
}

interface ProfileProps {
  readonly view: PlaceView
  /** Null when the tablet has none; `undefined` until that is known. */
  readonly areaFile: AreaFile | null | undefined
  nameOf(siteId: string): string
}

function Profile({ view, areaFile, nameOf }: ProfileProps) {
  const { areas, residents, site } = view
  const isPainted = usePainted()
  return (
    <>
      <div className={site === null ? 'stack' : 'columns'}>
        {areas === null ? (
          <p>This tablet has not received the community profiles yet.</p>
        ) : (
          <InShort areas={areas} sentences={view.sentences} />
        )}
        {site !== null && (
          <SiteFacts
            siteId={site.id}
            site={site.body}
            source={sourceOf(view)}
            listed={areaFile?.listedHours[site.id]}
          />
        )}
      </div>
      {areas !== null && residents !== null && isPainted && (
        <Further view={view} areas={areas} residents={residents} areaFile={areaFile} nameOf={nameOf} />
      )}
    </>
  )
}

interface FurtherProps extends ProfileProps {
  readonly areas: ComparedAreas
  readonly residents: ResidentsByBand
}

/** What lies below the first look: who comes at once, and the map and the long tables once that stands. */
function Further(props: FurtherProps) {
  const { view, areas, residents, areaFile, nameOf } = props
  const [isAddedUp, setAddedUp] = useState(false)
  const onAddedUp = useCallback(() => startTransition(() => setAddedUp(true)), [])
  return (
    <>
      <WhoComes
        siteId={view.site?.id ?? null}
        areaName={areas.here.areaName}
        residents={residents}
        areaFile={areaFile ?? null}
        nameOf={nameOf}
        onAddedUp={onAddedUp}
      />
      {isAddedUp && <FurtherBelow {...props} />}
    </>
  )
}

function FurtherBelow({ view, areas, residents, areaFile, nameOf }: FurtherProps) {
  const { groups, other, sources, site } = view
  return (
    <>
      {areaFile === null && <AreasToCome />}
      {areaFile && <OnTheMap view={view} file={areaFile} nameOf={nameOf} />}
      {site !== null && (
        <ForThisSite view={view} areas={areas} residents={residents} siteId={site.id} nameOf={nameOf} />
      )}
      <VolunteerList siteId={site?.id ?? null} area={areas.here} />
      <SimilarList similar={view.similar} />
      <ProfileGroups groups={groups} areas={areas} other={other} sources={sources} />
    </>
  )
}

/** False until the first look stands: what lies below it then comes without holding anything up. */
function usePainted(): boolean {
  const [isPainted, setPainted] = useState(false)
  useEffect(() => startTransition(() => setPainted(true)), [])
  return isPainted
}

interface ForThisSiteProps extends Pick<ProfileProps, 'view' | 'nameOf'> {
  readonly areas: ComparedAreas
  readonly residents: ResidentsByBand
  readonly siteId: string
}

/** What follows from the figures for a site with a community of its own. */
function ForThisSite({ view, areas, residents, siteId, nameOf }: ForThisSiteProps) {
  if (view.hasNoCommunity) return null
  const everybody = areas.here.figures['residents']
  return (
    <>
      <GapList siteId={siteId} areas={areas} residents={residents} similar={view.similar} nameOf={nameOf} />
      <LocalTarget siteId={siteId} residents={typeof everybody === 'number' ? everybody : null} />
    </>
  )
}

function OnTheMap({ view, file, nameOf }: Omit<ProfileProps, 'areaFile'> & { readonly file: AreaFile }) {
  return (
    <>
      <MapPart
        file={file}
        siteId={view.hasNoCommunity ? null : (view.site?.id ?? null)}
        siteName={view.site?.body.name ?? ''}
        nameOf={nameOf}
      />
      <PostcodeSearch file={file} nameOf={nameOf} />
    </>
  )
}

/** The profile in a few sentences, with how its area was drawn. */
function InShort({ areas, sentences }: { areas: ComparedAreas; sentences: readonly string[] }) {
  const { areaType, areaName, method } = areas.here
  return (
    <section className="sheet stack" aria-labelledby="in-short">
      <h2 id="in-short" tabIndex={-1}>
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
