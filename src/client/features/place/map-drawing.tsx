import { type KeyboardEvent, memo, useId, useMemo, useRef } from 'react'
import type { AreaFile } from '#domain/place/area-file.ts'
import {
  areaByKey,
  boxAround,
  boxAt,
  boxOf,
  labelsThatFit,
  overlap,
  withMargin,
} from '#domain/place/area-geometry.ts'
import type { ShadedArea } from '#domain/place/area-shades.ts'
import { MapPatterns } from './map-patterns.tsx'

/** A site on the map; without a name only its place is marked. */
export interface MapMark {
  readonly at: readonly [x: number, y: number]
  readonly name: string | null
}

interface MapDrawingProps {
  readonly file: AreaFile
  readonly areas: readonly ShadedArea[]
  readonly title: string
  readonly marks: readonly MapMark[]
  readonly isNumbered: boolean
  readonly chosen: number
  onChoose(place: number): void
}

/** The part of the longer side that lies around the areas. */
const MARGIN = 0.04

/**
 * A map of neighbourhoods as a list in which one is chosen: the arrow keys go to the one that lies there. The
 * neighbours around them are drawn faintly and are no part of the list.
 */
export function MapDrawing({ file, areas, title, marks, isNumbered, chosen, onChoose }: MapDrawingProps) {
  const id = useId()
  const list = useRef<SVGGElement>(null)
  const box = useMemo(() => withMargin(boxAround(areas.map(({ area }) => area)), MARGIN), [areas])
  const size = Math.max(box.right - box.left, box.bottom - box.top)
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = areaByKey(
      areas.map(({ area }) => area),
      chosen,
      event.key,
    )
    if (next === null) return
    event.preventDefault()
    onChoose(next)
    const options = list.current?.querySelectorAll<SVGPathElement>('[role=option]')
    options?.item(next).focus()
  }
  const chosenPath = areas[chosen]?.area.path ?? ''
  return (
    <svg
      className="place-map"
      viewBox={`${box.left} ${box.top} ${box.right - box.left} ${box.bottom - box.top}`}
      role="group"
      aria-label={`Map of neighbourhoods: ${title}`}
    >
      <MapPatterns id={id} unit={size / 90} />
      <Around file={file} areas={areas} />
      <g
        ref={list}
        role="listbox"
        aria-label={`Neighbourhoods by ${title}. The arrow keys go from one to the next.`}
        onKeyDown={onKeyDown}
      >
        <Areas id={id} areas={areas} chosen={chosen} onChoose={onChoose} />
      </g>
      <g aria-hidden="true" className="place-map-over">
        <path className="place-map-borders" d={file.map.catchmentBorders} />
        <path className="place-map-halo" d={chosenPath} />
        <path className="place-map-chosen" d={chosenPath} />
        {isNumbered && <Numbers areas={areas} marks={marks} size={size / 42} />}
        {marks.map((mark) => (
          <Mark key={mark.at.join()} mark={mark} size={size} />
        ))}
      </g>
    </svg>
  )
}

/** A picture is at most so much wider than the areas in its middle, as a part of their longer side on either side. */
const BESIDE = 0.6

/** The county's other areas that come into the picture. */
const Around = memo(function AroundAreas({ file, areas }: Pick<MapDrawingProps, 'file' | 'areas'>) {
  const shown = new Set(areas.map(({ area }) => area.code))
  const box = withMargin(boxAround(areas.map(({ area }) => area)), BESIDE)
  return (
    <g aria-hidden="true">
      {file.areas
        .filter((area) => !shown.has(area.code) && overlap(boxOf(area), box))
        .map((area) => (
          <path key={area.code} className="place-map-around" d={area.path} />
        ))}
    </g>
  )
})

interface AreasProps extends Pick<MapDrawingProps, 'areas' | 'chosen' | 'onChoose'> {
  readonly id: string
}

function Areas({ id, areas, chosen, onChoose }: AreasProps) {
  return areas.map(({ area, step, words }, place) => (
    <path
      key={area.code}
      className="place-map-area"
      d={area.path}
      fill={`url(#${id}-${step})`}
      role="option"
      tabIndex={place === chosen ? 0 : -1}
      aria-selected={place === chosen}
      aria-label={`${place + 1}. ${area.placeName}, ${area.name}: ${words}`}
      onClick={() => onChoose(place)}
      onFocus={() => onChoose(place)}
    />
  ))
}

interface NumbersProps extends Pick<MapDrawingProps, 'areas' | 'marks'> {
  /** Height of a figure. */
  readonly size: number
}

/** The number of each area in the table, where there is room for it. */
function Numbers({ areas, marks, size }: NumbersProps) {
  const named = marks.flatMap(({ at: [x, y], name }) =>
    name === null ? [] : [boxAt([x, y - size], { width: 0.75 * size * name.length, height: 3.2 * size })],
  )
  const label = { width: 1.3 * size, height: size }
  const fitting = labelsThatFit(
    areas.map(({ area }) => area),
    label,
    named,
  )
  return areas.flatMap(({ area }, place) =>
    fitting.has(place) ? (
      <text
        key={area.code}
        className="place-map-number"
        x={area.at[0]}
        y={area.at[1]}
        fontSize={size}
        strokeWidth={size / 4}
        dy="0.35em"
      >
        {place + 1}
      </text>
    ) : (
      []
    ),
  )
}

function Mark({ mark: { at, name }, size }: { mark: MapMark; size: number }) {
  const [x, y] = at
  const half = size / (name === null ? 110 : 75)
  return (
    <>
      <path
        className="place-map-mark"
        strokeWidth={half / 2}
        d={`M${x} ${y - half}L${x + half} ${y}L${x} ${y + half}L${x - half} ${y}z`}
      />
      {name !== null && (
        <text
          className="place-map-name"
          x={x}
          y={y - 1.6 * half}
          fontSize={size / 34}
          strokeWidth={size / 110}
        >
          {name}
        </text>
      )}
    </>
  )
}
