import * as v from 'valibot'
import { type Body, definitionOf } from './registry.ts'

/** Fields of a kind that stay with the site they were given at: in no export, no table and on no other site's screen. */
export function privateFields(kind: string): ReadonlySet<string> {
  const fields = Object.entries(definitionOf(kind)?.form?.fields ?? {})
  return new Set(fields.flatMap(([name, { isPrivate }]) => (isPrivate === true ? [name] : [])))
}

/** Values by field or path, without those that stay with their site. */
export function withoutPrivate(kind: string, values: Body): Body {
  const kept = privateFields(kind)
  if (kept.size === 0) return values
  return Object.fromEntries(Object.entries(values).filter(([path]) => !kept.has(path.split('/')[0] ?? path)))
}

/** What a record or a change says of another record: a conflict of two values, a change put to review. */
const aboutSchema = v.looseObject({
  recordKind: v.string(),
  fields: v.optional(v.record(v.string(), v.unknown())),
  set: v.optional(v.record(v.string(), v.unknown())),
})

/** The body of a record as an export may hold it. */
export function publicBody(kind: string, body: Body): Body {
  const about = v.safeParse(aboutSchema, body)
  if (!about.success) return withoutPrivate(kind, body)
  const { recordKind, fields, set } = about.output
  return {
    ...body,
    ...(fields === undefined ? {} : { fields: withoutPrivate(recordKind, fields) }),
    ...(set === undefined ? {} : { set: withoutPrivate(recordKind, set) }),
  }
}
