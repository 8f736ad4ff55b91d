import * as v from 'valibot'
import { defineRecord } from './define-record.ts'
import { lineSchema, recordIdSchema } from './vocabulary.ts'

const answerSchema = v.nullable(v.pipe(v.string(), v.maxLength(400)))

/** "Ask the branch lead": a question about an entry the county did not take as it was, for whoever leads the branch. */
const questionSchema = v.looseObject({
  recordId: recordIdSchema,
  recordKind: lineSchema,
  /** The entry and what is wrong with it, in the words its author saw; no names of readers. */
  about: lineSchema,
  text: v.pipe(v.string(), v.maxLength(400)),
  askedBy: v.pipe(v.string(), v.maxLength(80)),
  answer: answerSchema,
  answeredBy: v.nullable(v.pipe(v.string(), v.maxLength(80))),
  /** Whether whoever asked has read the answer. */
  isRead: v.boolean(),
})
export type Question = v.InferOutput<typeof questionSchema>

export const question = defineRecord({
  kind: 'question',
  label: 'Question to the branch lead',
  home: 'site',
  body: questionSchema,
  fields: {
    recordId: 'Entry',
    recordKind: 'Kind of entry',
    about: 'About',
    text: 'Question',
    askedBy: 'Asked by',
    answer: 'Answer',
    answeredBy: 'Answered by',
    isRead: 'Answer read',
  },
  policies: { answer: 'append', answeredBy: 'latest', isRead: 'latest' },
  day: () => null,
  example: {
    recordId: '01890000-0000-7000-8000-000000000001',
    recordKind: 'event-session',
    about: 'Rhyme Time, Wed 14 Oct: its quarter is closed',
    text: 'Can this still go in?',
    askedBy: 'Asha',
    answer: null,
    answeredBy: null,
    isRead: false,
  },
  upgrades: [],
})
