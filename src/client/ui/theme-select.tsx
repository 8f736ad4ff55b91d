import { SelectField } from './field.tsx'

interface ThemeSelectProps<Theme extends string> {
  readonly themes: readonly Theme[]
  /** The chosen one; null for all. */
  readonly value: Theme | null
  onChange(theme: string | null): void
}

/** A theme of the strategy, or all of them. */
export function ThemeSelect<Theme extends string>({ themes, value, onChange }: ThemeSelectProps<Theme>) {
  return (
    <SelectField
      label="Theme"
      value={value ?? ''}
      choices={[{ value: '', label: 'All themes' }, ...themes.map((name) => ({ value: name, label: name }))]}
      onChange={(chosen) => onChange(chosen === '' ? null : chosen)}
    />
  )
}
