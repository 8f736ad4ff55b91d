import * as v from 'valibot'
import { site } from '../place/site.ts'
import { areaFigure } from '../place/area-figure.ts'
import { communityProfile, dataSource, profileFigure } from '../place/profile-records.ts'
import { publishedYear } from '../measures/published-year.ts'
import { planAction } from '../plan/plan-action.ts'
import { corporatePriority, plan, priorityActivity, promise } from '../plan/plan-records.ts'
import { quarterClose } from '../plan/quarter-close.ts'
import type { LocalDate } from '../time/local-date.ts'
import { type BodySchema, type Home, type MergePolicy, schemaVersion, type Upgrade } from './define-record.ts'
import type { EntryForm } from './fields/define-entry.ts'
import { conflict } from './conflict.ts'
import { eventSession } from './event-session.ts'
import { question } from './question.ts'
import { review } from './review.ts'
import { preset } from './preset.ts'
import { accessProfile } from './kinds/access-profile.ts'
import { agreement } from './kinds/agreement.ts'
import { businessFollowUp } from './kinds/business-follow-up.ts'
import { businessSupport } from './kinds/business-support.ts'
import { calendarPeriod } from './kinds/calendar-period.ts'
import { cardActivation } from './kinds/card-activation.ts'
import { champion } from './kinds/champion.ts'
import { classVisit } from './kinds/class-visit.ts'
import { climateService } from './kinds/climate-service.ts'
import { digitalHelp } from './kinds/digital-help.ts'
import { doorVisits } from './kinds/door-visits.ts'
import { heritageOnline } from './kinds/heritage-online.ts'
import { homeLibraryRound } from './kinds/home-library-round.ts'
import { idea } from './kinds/idea.ts'
import { issuesMonth } from './kinds/issues-month.ts'
import { measureTarget } from './kinds/measure-target.ts'
import { membershipDrive } from './kinds/membership-drive.ts'
import { outputSetting } from './kinds/output-setting.ts'
import { outage } from './kinds/outage.ts'
import { outreachContact } from './kinds/outreach-contact.ts'
import { partner } from './kinds/partner.ts'
import { placeAction } from './kinds/place-action.ts'
import { registrationBatch } from './kinds/registration-batch.ts'
import { registrationOffice } from './kinds/registration-office.ts'
import { school } from './kinds/school.ts'
import { series } from './kinds/series.ts'
import { signpostService } from './kinds/signpost-service.ts'
import { signpostingContact } from './kinds/signposting-contact.ts'
import { socialReferral } from './kinds/social-referral.ts'
import { story } from './kinds/story.ts'
import { summerReadingWeek } from './kinds/summer-reading-week.ts'
import { targetGroup } from './kinds/target-group.ts'
import { target } from './kinds/target.ts'
import { volunteerRole } from './kinds/volunteer-role.ts'
import { volunteerShift } from './kinds/volunteer-shift.ts'
import { volunteerSurvey } from './kinds/volunteer-survey.ts'
import { volunteer } from './kinds/volunteer.ts'

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
  areaFigure,
  profileFigure,
  dataSource,
  publishedYear,
  quarterClose,
  conflict,
  review,
  question,
  volunteerShift,
  signpostingContact,
  socialReferral,
  digitalHelp,
  registrationBatch,
  cardActivation,
  membershipDrive,
  classVisit,
  summerReadingWeek,
  businessSupport,
  businessFollowUp,
  outreachContact,
  homeLibraryRound,
  placeAction,
  doorVisits,
  issuesMonth,
  outage,
  heritageOnline,
  volunteerSurvey,
  idea,
  story,
  volunteer,
  series,
  accessProfile,
  agreement,
  signpostService,
  school,
  partner,
  registrationOffice,
  calendarPeriod,
  volunteerRole,
  targetGroup,
  target,
  measureTarget,
  climateService,
  outputSetting,
  champion,
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
  /** Left out for kinds that nobody fills a form for. */
  readonly form?: EntryForm
}

export const registry: readonly AnyDefinition[] = definitions

const byKind = new Map<string, AnyDefinition>(registry.map((definition) => [definition.kind, definition]))

/** @returns `undefined` for a kind this build does not know, which a newer build may have written */
export function definitionOf(kind: string): AnyDefinition | undefined {
  return byKind.get(kind)
}

/** True for kinds that are kept in a list, rather than logged. */
export function isListed(kind: string): boolean {
  return definitionOf(kind)?.form?.offered === 'list'
}

/** Names the kinds and schema versions of a build; two builds that differ here hold different sets of records. */
export function entitySet(): string {
  return registry.map((definition) => `${definition.kind}:${schemaVersion(definition)}`).join(' ')
}

export type BodyCheck =
  | { readonly ok: true; readonly body: Body; readonly day: LocalDate | null }
  | { readonly ok: false; readonly code: 'unknown-kind' | 'invalid-body'; readonly fields: readonly string[] }

/**
 * Reads an unknown value as the body of a kind, at the schema version this build writes.
 *
 * The body comes back without the fields that are blank: what nobody filled in is neither stored nor sent,
 * and a field that a newer build added is blank in everything that older builds wrote.
 */
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
  return { ok: true, body: withoutBlanks(definition.body, parsed.output), day }
}

function withoutBlanks({ entries }: BodySchema, body: Body): Body {
  const filled = Object.entries(body).filter(([name, value]) => {
    const schema = entries[name]
    return (
      schema === undefined || (schema.type !== 'optional' && schema.type !== 'nullish') || !isBlank(value)
    )
  })
  return Object.fromEntries(filled)
}

/** The value of a field that may be left out, when it is: nothing, no text, no, or none. */
function isBlank(value: unknown): boolean {
  if (value === null || value === '' || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Reads a stored body as one kind's own type; null when it does not fit, as a newer build's may not. */
export function readBody<Kind extends RecordKind>(kind: Kind, body: Body): BodyOf<Kind> | null {
  const definition = definitionOf(kind)
  const parsed = definition === undefined ? undefined : v.safeParse(definition.body, body)
  // It was parsed with the schema that BodyOf is inferred from.
  return parsed?.success === true ? (parsed.output as BodyOf<Kind>) : null
}
