import type { AreaFile } from '#domain/place/area-file.ts'
import type { ProfileGroup } from '#domain/place/compare-profiles.ts'
import type { DataSource } from '#domain/place/profile-records.ts'
import type { Site } from '#domain/place/site.ts'

interface SourceListProps {
  readonly groups: readonly ProfileGroup[]
  readonly sources: ReadonlyMap<string, DataSource>
  readonly site: Site | null
  /** Null while the tablet has no map. */
  readonly areaFile: AreaFile | null
}

/** Every source the screen draws on, with the words its licence asks to be shown. */
export function SourceList({ groups, sources, site, areaFile }: SourceListProps) {
  const used = new Set(groups.flatMap(({ rows }) => rows.map(({ figure }) => figure.sourceId)))
  const siteSourceId = site?.sourceId ?? null
  if (siteSourceId !== null) used.add(siteSourceId)
  const ofMap = [...(areaFile?.sourceIds ?? []), ...(areaFile?.figures ?? []).map(({ sourceId }) => sourceId)]
  const shown = [...used, ...new Set(ofMap.filter((id) => !used.has(id)))]
  return (
    <section className="sheet stack" aria-labelledby="sources">
      <h2 id="sources" tabIndex={-1}>
        Sources
      </h2>
      <ul className="place-sources">
        {shown.flatMap((id) => {
          const source = sources.get(id)
          return source === undefined ? [] : <SourceItem key={id} source={source} />
        })}
      </ul>
    </section>
  )
}

function SourceItem({ source }: { source: DataSource }) {
  const { title, publisher, date, licence, attribution } = source
  return (
    <li>
      <b>{title}</b>
      <p className="small">
        {publisher} · {date} · Licence: {licence}
      </p>
      <p className="small muted">{attribution}</p>
    </li>
  )
}
