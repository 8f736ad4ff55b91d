import type { Warning, WarningCode } from '#domain/records/checks/warning.ts'
import { warningInWords } from '#domain/records/checks/warning-words.ts'
import { fieldInWords } from '#domain/records/fact-words.ts'
import { SecondLook } from '#client/ui/second-look.tsx'

/** Said beside the field itself while the form is open. */
const BESIDE_THE_FIELD = new Set<WarningCode>(['split-differs', 'note-about-person'])

interface WarningsProps {
  readonly kind: string
  readonly warnings: readonly Warning[]
  /** Says that entries which look like one are not; left out where there is nothing to say it for. */
  readonly onNotDouble?: (ids: readonly string[]) => void
}

/** Warnings that a form has no place for beside a field. */
export function Warnings({ kind, warnings, onNotDouble }: WarningsProps) {
  const shown = warnings.filter(({ code }) => !BESIDE_THE_FIELD.has(code))
  return (
    <SecondLook
      items={shown.map((warning) => ({
        key: `${warning.code} ${warning.field}`,
        label: fieldInWords(warning.field, kind),
        text: warningInWords(warning),
        way:
          warning.code === 'looks-double' && onNotDouble !== undefined ? (
            <button type="button" className="button" onClick={() => onNotDouble(warning.ids)}>
              {warning.ids.length === 1 ? 'Both are right' : 'All are right'}
            </button>
          ) : undefined,
      }))}
    />
  )
}
