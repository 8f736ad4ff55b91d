import type { MergePolicy } from '#domain/records/define-record.ts'
import type { Body } from '#domain/records/registry.ts'
import type { FieldValues } from './operation.ts'

type Policies = Readonly<Record<string, MergePolicy>>

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A body as paths and values; a field merged by key gives one path a key, others one path each. */
export function fieldsOf(body: Body, policies: Policies): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(body)) {
    if (policies[name] === 'map' && isMap(value)) {
      for (const [key, entry] of Object.entries(value)) fields[`${name}/${key}`] = entry
    } else {
      fields[name] = value
    }
  }
  return fields
}

/** Puts path values into a body. A null at a map's key takes the key out; elsewhere null is a value. */
export function withFields(body: Body, set: FieldValues, policies: Policies): Record<string, unknown> {
  const next: Record<string, unknown> = { ...body }
  for (const [name, policy] of Object.entries(policies)) {
    // An empty map has no paths of its own, yet the field is there.
    if (policy === 'map' && next[name] === undefined) next[name] = {}
  }
  for (const [path, value] of Object.entries(set)) {
    const slash = path.indexOf('/')
    if (slash === -1) {
      next[path] = value
      continue
    }
    const name = path.slice(0, slash)
    const key = path.slice(slash + 1)
    const current = next[name]
    const map = isMap(current) ? { ...current } : {}
    if (value === null) delete map[key]
    else map[key] = value
    next[name] = map
  }
  return next
}

/** Equal as JSON: same values, whatever the order of keys. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => sameValue(item, right[index]))
  }
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left)
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => key in right && sameValue(left[key], right[key]))
    )
  }
  return false
}

/** The smallest `set` and `was` that turn one body into another. */
export function changedFields(
  before: Body,
  after: Body,
  policies: Policies,
): { set: Record<string, unknown>; was: Record<string, unknown> } {
  const old = fieldsOf(before, policies)
  const now = fieldsOf(after, policies)
  const set: Record<string, unknown> = {}
  const was: Record<string, unknown> = {}
  for (const path of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (sameValue(old[path], now[path])) continue
    set[path] = now[path] ?? null
    was[path] = old[path] ?? null
  }
  return { set, was }
}
