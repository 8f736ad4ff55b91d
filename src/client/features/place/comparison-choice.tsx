import { linkKey } from '#domain/records/link-key.ts'
import { SelectField } from '#client/ui/field.tsx'
import type { PlaceView } from './place-view.ts'

interface ComparisonChoiceProps {
  readonly view: PlaceView
  /** As the address says it; empty for the county. */
  readonly value: string
  onChange(value: string): void
}

/** What a community is set beside: its district, the county, the country, or a community like it. */
export function ComparisonChoice({ view, value, onChange }: ComparisonChoiceProps) {
  const { areas, similar } = view
  if (areas === null || areas.county === null) return null
  const choices = [
    { value: '', label: 'The county' },
    ...(areas.district === null ? [] : [{ value: 'district', label: areas.district.areaName }]),
    ...(areas.england === null ? [] : [{ value: 'england', label: areas.england.areaName }]),
    ...similar.map(({ siteId, name }) => ({ value: linkKey(siteId), label: `${name}, a similar community` })),
  ]
  return (
    <div className="no-print">
      <SelectField label="Compare with" value={value} choices={choices} onChange={onChange} />
    </div>
  )
}
