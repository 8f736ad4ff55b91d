import type { EventSession } from '#domain/records/event-session.ts'
import { type Preset, presetChoices } from '#domain/records/preset.ts'
import type { Audience, Outcome7, UniversalOffer } from '#domain/records/vocabulary.ts'
import type { SessionForm } from './session-form.ts'

/** What a preset settles for a session, and what it leaves open between a few. */
export interface SessionSettings {
  readonly audiences: readonly Audience[]
  readonly outcomes: readonly Outcome7[]
  readonly secondaryOutcome: Outcome7 | null
  readonly offer: UniversalOffer | null
  readonly primaryPriorityId: string
  readonly alsoPriorityIds: readonly string[]
  readonly activityIds: readonly string[]
  readonly suggestedActionIds: readonly string[]
}

export function settingsOfPreset(presetId: string, preset: Preset): SessionSettings {
  const { audiences, outcomes, suggestedActionIds } = preset
  return { ...presetChoices(presetId, preset), audiences, outcomes, suggestedActionIds }
}

/**
 * Settings of a session already logged: what was copied into it then, with the choices its preset
 * offers now.
 *
 * @param preset undefined when the preset is not on the tablet any more
 */
export function settingsOfSession(session: EventSession, preset: Preset | undefined): SessionSettings {
  return {
    ...session,
    audiences: [...new Set([session.audience, ...(preset?.audiences ?? [])])],
    outcomes: [...new Set([session.outcome, ...(preset?.outcomes ?? [])])],
    suggestedActionIds: [...new Set([...session.actionIds, ...(preset?.suggestedActionIds ?? [])])],
  }
}

/** Whether somebody chose an audience or an outcome that the preset does not offer. */
export function differsFromPreset(
  form: Pick<SessionForm, 'audience' | 'outcome'>,
  { audiences, outcomes }: Pick<SessionSettings, 'audiences' | 'outcomes'>,
): boolean {
  return !audiences.includes(form.audience) || !outcomes.includes(form.outcome)
}
