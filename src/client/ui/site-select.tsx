import { SelectField } from './field.tsx'

interface SiteSelectProps {
  readonly sites: readonly { readonly id: string; readonly name: string }[]
  /** Null while none is chosen. */
  readonly value: string | null
  /** What no choice is called: "Choose a site", or "Every site" on screens that can show them all. */
  readonly none: string
  readonly onChange: (siteId: string | null) => void
}

/** On county tablets: which site a screen is about. */
export function SiteSelect({ sites, value, none, onChange }: SiteSelectProps) {
  const choices = [{ value: '', label: none }, ...sites.map(({ id, name }) => ({ value: id, label: name }))]
  return (
    <SelectField
      label="Site"
      value={value ?? ''}
      choices={choices}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  )
}
