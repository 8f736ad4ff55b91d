import type { SessionForm } from './session-form.ts'
import type { ProblemField } from './session-problems.ts'

/** What each part of the session form is given. */
export interface FormPartProps {
  readonly form: SessionForm
  readonly change: (part: Partial<SessionForm>) => void
  readonly errorOf: (field: ProblemField) => string | undefined
}

/** Names a field's input, so that the error summary can lead to it. */
export function fieldId(field: ProblemField): string {
  return `session-${field.replace('+', '-plus').replace('/', '-')}`
}
