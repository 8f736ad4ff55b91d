import { FieldHelp } from '../field-help.tsx'

/** What a field of a session means. */
export function SessionHelp(props: { field: string; label: string }) {
  return <FieldHelp kind="event-session" {...props} />
}
