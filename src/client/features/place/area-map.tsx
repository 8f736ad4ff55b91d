import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { type AreaFile, libraryOf } from '#domain/place/area-file.ts'
import {
  MAP_THEME_WORDS,
  MAP_THEMES,
  type OwnFigures,
  readMapTheme,
  shadeAreas,
  type ShadedArea,
  type Shading,
} from '#domain/place/area-shades.ts'
import { SelectField } from '#client/ui/field.tsx'
import { AreaTable } from './area-table.tsx'
import { MapDrawing, type MapMark } from './map-drawing.tsx'
import { MapLegend } from './map-legend.tsx'
import { withParam } from './place-view.ts'

interface AreaMapProps {
  readonly file: AreaFile
  /** The site whose community is shown first; null for the county. */
  readonly siteId: string | null
  readonly siteName: string
  readonly marks: readonly MapMark[]
  readonly own: OwnFigures
  /** Where the figures come from, in words; null for the tablet’s own records. */
  readonly source: string | null
  nameOf(siteId: string): string
}

/** The neighbourhoods of a community, or of the county, shaded by one figure, with a table of the same. */
export function AreaMap({ file, siteId, siteName, marks, own, source, nameOf }: AreaMapProps) {
  const [params, setParams] = useSearchParams()
  const theme = readMapTheme(params.get('map'))
  const isOfSite = siteId !== null && params.get('extent') !== 'county'
  const change = (name: string, value: string | null): void =>
    setParams(withParam(name, value), { replace: true })
  const shading = useMemo(() => {
    const areas = isOfSite ? file.areas.filter((area) => libraryOf(file, area) === siteId) : file.areas
    return shadeAreas(file, areas, theme, own)
  }, [file, siteId, isOfSite, theme, own])
  const what = isOfSite ? `${siteName}’s estimated community` : 'The whole county'
  return (
    <section className="sheet stack place-map-sheet" aria-labelledby="area-map">
      <h2 id="area-map" tabIndex={-1}>
        Map: {what.charAt(0).toLowerCase() === 't' ? 'the whole county' : what}
      </h2>
      <div className="field-pair no-print">
        <SelectField
          label="Shade by"
          value={theme}
          choices={MAP_THEMES.map((value) => ({ value, label: MAP_THEME_WORDS[value] }))}
          onChange={(value) => change('map', value === 'deprivation' ? null : value)}
        />
        {siteId !== null && (
          <SelectField
            label="Show"
            value={isOfSite ? '' : 'county'}
            choices={[
              { value: '', label: `${siteName}’s community` },
              { value: 'county', label: 'The whole county' },
            ]}
            onChange={(value) => change('extent', value === '' ? null : value)}
          />
        )}
      </div>
      <ShadedMap
        // The area chosen is one of these areas: other areas begin with none.
        key={isOfSite ? siteId : 'county'}
        file={file}
        shading={shading}
        title={MAP_THEME_WORDS[theme]}
        source={source}
        marks={isOfSite ? marks : marks.map(({ at }) => ({ at, name: null }))}
        isNumbered={isOfSite}
        nameOf={nameOf}
      />
    </section>
  )
}

interface ShadedMapProps {
  readonly file: AreaFile
  readonly shading: Shading
  readonly title: string
  readonly source: string | null
  readonly marks: readonly MapMark[]
  /** True where areas are few enough to carry the number they have in the table. */
  readonly isNumbered: boolean
  nameOf(siteId: string): string
}

function ShadedMap({ file, shading, title, source, marks, isNumbered, nameOf }: ShadedMapProps) {
  const [chosen, setChosen] = useState(0)
  const [isTableOpen, setTableOpen] = useState(false)
  const area = shading.areas[chosen]
  if (area === undefined) return <p>The file of neighbourhoods has none of this community.</p>
  return (
    <>
      <div className="place-map-parts">
        <MapDrawing
          file={file}
          areas={shading.areas}
          title={title}
          marks={marks}
          isNumbered={isNumbered}
          chosen={chosen}
          onChoose={setChosen}
        />
        <div className="stack">
          <Chosen one={area} number={chosen + 1} title={title} library={nameOf(area.libraryId)} />
          <MapLegend shading={shading} title={title} />
          {source !== null && <p className="small muted no-print">Map figures: {source}.</p>}
          {isNumbered && (
            <p className="small muted no-print">
              Numbers are those of the table. One without room on the map is left out.
            </p>
          )}
        </div>
      </div>
      <details onToggle={(event) => setTableOpen(event.currentTarget.open)}>
        <summary className="place-summary">Table of these neighbourhoods</summary>
        {isTableOpen && <AreaTable areas={shading.areas} title={title} nameOf={nameOf} />}
      </details>
    </>
  )
}

interface ChosenProps {
  readonly one: ShadedArea
  readonly number: number
  readonly title: string
  readonly library: string
}

/** The area that is chosen on the map, in words. */
function Chosen({ one, number, title, library }: ChosenProps) {
  return (
    <div className="place-chosen no-print">
      <p>
        <b>
          {number}. {one.area.placeName}
        </b>{' '}
        <span className="small muted">{one.area.name}</span>
      </p>
      <p className="small">
        {title}: <b>{one.words}</b> · {one.residents?.toLocaleString('en-GB') ?? 'No figure of'} residents ·{' '}
        {library}
      </p>
    </div>
  )
}
