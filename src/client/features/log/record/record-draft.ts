import * as v from 'valibot'
import { typedFormSchema } from '#domain/records/fields/typed-value.ts'
import { seenSchema } from '#client/data/draft-keeper.ts'

/** A half-typed form of any kind; `seen` is null for a new record. */
export const recordDraftSchema = v.object({ form: typedFormSchema, seen: v.nullable(seenSchema) })
export type RecordDraft = v.InferOutput<typeof recordDraftSchema>
