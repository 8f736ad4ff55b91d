import type { FieldGuide } from './guide.ts'

const guides: Readonly<Record<string, Readonly<Record<string, FieldGuide>>>> = {}

/** @returns `undefined` for a field of a kind this build does not know */
export function guideOf(kind: string, field: string): FieldGuide | undefined {
  return guides[kind]?.[field]
}
