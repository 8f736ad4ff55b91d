import { useId } from 'react'
import type { Shading } from '#domain/place/area-shades.ts'
import { MapPatterns } from './map-patterns.tsx'

/** What each shade and hatching of a map stands for, darkest last. */
export function MapLegend({ shading, title }: { shading: Shading; title: string }) {
  const id = useId()
  const gaps = shading.hasGaps ? [{ step: 0, words: 'Not known on this tablet' }] : []
  return (
    <ul className="place-legend" aria-label={`What the shades mean: ${title}`}>
      {[...shading.legend, ...gaps].map(({ step, words }) => (
        <li key={step}>
          <svg width="34" height="22" aria-hidden="true" focusable="false">
            <MapPatterns id={`${id}-${step}`} unit={9} />
            <rect className="place-legend-key" width="34" height="22" fill={`url(#${id}-${step}-${step})`} />
          </svg>
          <span className="small">{words}</span>
        </li>
      ))}
    </ul>
  )
}
