import { type ProfileGroup, rowsByMethod } from '#domain/place/compare-profiles.ts'
import type { DataSource } from '#domain/place/profile-records.ts'
import { BASIS_IN_WORDS } from '#domain/place/profile-words.ts'

interface MethodListProps {
  readonly group: ProfileGroup
  readonly sources: ReadonlyMap<string, DataSource>
}

/** Source, date and method of every figure of a group; figures made in one way are named together. */
export function MethodList({ group, sources }: MethodListProps) {
  return (
    <ul className="place-methods" aria-label={`Sources and methods: ${group.name}`}>
      {rowsByMethod(group.rows).map(({ figure, labels }) => (
        <li key={figure.code}>
          <b>{labels.join('; ')}</b>
          <p className="small">{sourceInWords(sources.get(figure.sourceId))}</p>
          <p className="small muted">
            {BASIS_IN_WORDS[figure.basis]}. {figure.method}
            {figure.whyMissing !== null && ` Where there is no figure: ${figure.whyMissing}`}
          </p>
        </li>
      ))}
    </ul>
  )
}

function sourceInWords(source: DataSource | undefined): string {
  if (source === undefined) return 'Source not known'
  return `${source.title} (${source.publisher}). ${source.date}. Licence: ${source.licence}.`
}
