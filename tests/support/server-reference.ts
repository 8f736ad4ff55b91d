import { definitionOf, type Body, type RecordKind } from '#domain/records/registry.ts'
import type { Reference } from '#server/reference/read-reference.ts'

type ReferenceRecord = Reference['records'][number]

/** A reference record like its kind's example, but for what is said. */
function aReferenceRecord(kind: RecordKind, id: string, body: Body = {}): ReferenceRecord {
  const definition = definitionOf(kind)
  if (definition === undefined) throw new RangeError(`There is no kind ${kind}`)
  return { id, kind, body: { ...definition.example, ...body } }
}

/**
 * A small service: two open libraries, Abingdon and Wychwood, a prison library where nobody enrols, and
 * enough of the plan for sessions to refer to.
 */
export function smallReference(): Reference {
  return {
    service: { id: 'testshire', name: 'Testshire libraries' },
    records: [
      aReferenceRecord('site', 'site/wychwood', { name: 'Wychwood' }),
      aReferenceRecord('site', 'site/abingdon', { name: 'Abingdon' }),
      aReferenceRecord('site', 'site/bullingdon', { name: 'Bullingdon', type: 'prison-library' }),
      aReferenceRecord('plan', 'plan/2022'),
      aReferenceRecord('corporate-priority', 'priority/3', {
        number: 3,
        title: 'Prioritise health and wellbeing',
      }),
      aReferenceRecord('corporate-priority', 'priority/7'),
      aReferenceRecord('promise', 'promise/PR-05'),
      aReferenceRecord('priority-activity', 'activity/1.1'),
      aReferenceRecord('priority-activity', 'activity/1.2'),
      aReferenceRecord('plan-action', 'action/SDP22-21'),
      aReferenceRecord('preset', 'preset/baby-toddler-rhyme'),
      aReferenceRecord('preset', 'preset/story-time', { name: 'Story time', title: 'Story time', order: 2 }),
    ],
  }
}
