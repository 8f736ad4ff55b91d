import * as v from 'valibot'
import { seenSchema } from '#client/data/draft-keeper.ts'
import { sessionFormSchema } from './session-form.ts'

/**
 * A half-typed form. `seen` is what the person was looking at when they began a correction, so that
 * one finished after a restart is judged against that; null for a new session.
 */
export const sessionDraftSchema = v.object({ form: sessionFormSchema, seen: v.nullable(seenSchema) })
export type SessionDraft = v.InferOutput<typeof sessionDraftSchema>
