import { FIRST_EDITION } from '#domain/place/profile-editions.ts'
import { SelectField } from '#client/ui/field.tsx'

interface EditionChoiceProps {
  /** Newest first. */
  readonly editions: readonly string[]
  /** Null for the newest. */
  readonly value: string | null
  onChange(edition: string | null): void
}

/** Which figures are shown, where newer ones were taken in beside the first. */
export function EditionChoice({ editions, value, onChange }: EditionChoiceProps) {
  const [newest, ...others] = editions
  if (newest === undefined) return null
  const choices = [
    { value: '', label: `${newest}, the newest` },
    ...others.map((edition) => ({ value: edition, label: edition })),
    { value: FIRST_EDITION, label: 'The first figures' },
  ]
  return (
    <SelectField
      label="Figures of"
      value={value ?? ''}
      choices={choices}
      onChange={(edition) => onChange(edition === '' ? null : edition)}
    />
  )
}
