import { fieldHelp } from '#client/data/field-help.ts'
import { Help } from '#client/ui/help.tsx'

/** What a field means: the rule, an example that counts and one that does not, and who uses it. */
export function FieldHelp({ kind, field, label }: { kind: string; field: string; label: string }) {
  return <Help about={label} load={() => fieldHelp(kind, field)} />
}
