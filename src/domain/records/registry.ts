import * as v from 'valibot'
import { site } from '../place/site.ts'
import { communityProfile, dataSource, profileFigure } from '../place/profile-records.ts'
import { corporatePriority, plan, planAction, priorityActivity, promise } from '../plan/plan-records.ts'
import { quarterClose } from '../plan/quarter-close.ts'
import type { LocalDate } from '../time/local-date.ts'
import { type BodySchema, type Home, type MergePolicy, schemaVersion, type Upgrade } from './define-record.ts'
import { conflict } from './conflict.ts'
import { eventSession } from './event-session.ts'
import { question } from './question.ts'
import { review } from './review.ts'
import { preset } from './preset.ts'

/** Every kind of record. Adding one means writing its module and naming it here. */
const definitions = [
  eventSession,
  preset,
  site,
  plan,
  corporatePriority,
  promise,
  priorityActivity,
  planAction,
  communityProfile,
  profileFigure,
  dataSource,
  quarterClose,
  conflict,
  review,
  question,
] as const

type Definition = (typeof definitions)[number]
export type RecordKind = Definition['kind']
/** The body of a record of a kind. */
export type BodyOf<Kind extends RecordKind> = v.InferOutput<Extract<Definition, { kind: Kind }>['body']>

/** A body as it is stored and sent: checked against the schema of its kind, its fields not known to the code that carries it. */
export type Body = Readonly<Record<string, unknown>>

/** A definition seen by code that serves every kind alike. */
export interface AnyDefinition {
  readonly kind: RecordKind
  readonly label: string
  readonly home: Home
  readonly madeBy?: 'server'
  readonly body: BodySchema
  readonly fields: Readonly<Record<string, string>>
  readonly policies: Readonly<Record<string, MergePolicy>>
  readonly day: (body: never) => LocalDate | null
  readonly example: Body
  readonly upgrades: readonly Upgrade[]
}

export const registry: readonly AnyDefinition[] = definitions

const byKind = new Map<string, AnyDefinition>(registry.map((definition) => [definition.kind, definition]))

/** @returns `undefined` for a kind this build does not know, which a newer build may have written */
export function definitionOf(kind: string): AnyDefinition | undefined {
  return byKind.get(kind)
}

/** Names the kinds and schema versions of a build; two builds that differ here hold different sets of records. */
export function entitySet(): string {
  return registry.map((definition) => `${definition.kind}:${schemaVersion(definition)}`).join(' ')
}

export type BodyCheck =
  | { readonly ok: true; readonly body: Body; readonly day: LocalDate | null }
  | { readonly ok: false; readonly code: 'unknown-kind' | 'invalid-body'; readonly fields: readonly string[] }

/** Reads an unknown value as the body of a kind, at the schema version this build writes. */
export function checkBody(kind: string, body: unknown): BodyCheck {
  const definition = definitionOf(kind)
  if (definition === undefined) return { ok: false, code: 'unknown-kind', fields: [] }
  const parsed = v.safeParse(definition.body, body)
  if (!parsed.success) {
    const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? '')
    return { ok: false, code: 'invalid-body', fields: [...new Set(fields)] }
  }
  // The body has just passed this very definition's schema, so its own `day` may read it.
  const day = definition.day(parsed.output as never)
  return { ok: true, body: parsed.output, day }
}

/** Reads a stored body as one kind's own type; null when it does not fit, as a newer build's may not. */
export function readBody<Kind extends RecordKind>(kind: Kind, body: Body): BodyOf<Kind> | null {
  const checked = checkBody(kind, body)
  // checkBody parsed it with the schema BodyOf is inferred from.
  return checked.ok ? (checked.body as BodyOf<Kind>) : null
}
