import type * as v from 'valibot'
import type { LocalDate } from '../time/local-date.ts'

/**
 * Where a kind of record lives: with the site that logged it, with the authority for everyone to read,
 * or beside whatever record it is about.
 */
export type Home = 'site' | 'authority' | 'any'

/**
 * How two people's changes to one field meet.
 * `surface`: the first value committed stays on show and the other is kept beside it.
 * `map`: the field is a keyed map and each key is a field of its own.
 * `append`: text that only grows; what a late change added is put behind what is there.
 * `latest`: the last one to arrive stands; for what nobody would miss.
 */
export type MergePolicy = 'surface' | 'map' | 'append' | 'latest'

/** Turns the body of one schema version into the body of the next. */
export type Upgrade = (body: Readonly<Record<string, unknown>>) => Record<string, unknown>

/** Bodies keep keys this build does not know, so that an older build never destroys what a newer one wrote. */
export type BodySchema = v.LooseObjectSchema<v.ObjectEntries, undefined>

export interface RecordDefinition<Kind extends string = string, Schema extends BodySchema = BodySchema> {
  readonly kind: Kind
  /** What staff call one of these. */
  readonly label: string
  readonly home: Home
  /** Who makes records of this kind: people on tablets unless said otherwise. */
  readonly madeBy?: 'server'
  readonly body: Schema
  /** What each field is called on screens and in histories. */
  readonly fields: { readonly [Field in keyof Schema['entries'] & string]: string }
  /** Fields whose policy is not `surface`. */
  readonly policies: { readonly [Field in keyof Schema['entries'] & string]?: MergePolicy }
  /** The day the record is about, or null for records that are not about a day. */
  readonly day: (body: v.InferOutput<Schema>) => LocalDate | null
  readonly example: v.InferInput<Schema>
  /** One step for every released schema version but the newest; the newest is `upgrades.length + 1`. */
  readonly upgrades: readonly Upgrade[]
}

/** States a kind of record. Nothing else in the product needs to know a kind for it to save, sync, store and export. */
export function defineRecord<const Kind extends string, Schema extends BodySchema>(
  definition: RecordDefinition<Kind, Schema>,
): RecordDefinition<Kind, Schema> {
  return definition
}

/** The schema version this build writes for a kind. */
export function schemaVersion(definition: { readonly upgrades: readonly Upgrade[] }): number {
  return definition.upgrades.length + 1
}
