import * as v from 'valibot'
import type { EventSession } from './event-session.ts'
import { defineEntry } from './fields/define-entry.ts'
import { always, choice, choices, count, hint, line, link, links } from './fields/kinds-of-field.ts'
import {
  AUDIENCE_LABEL,
  FORMAT_LABEL,
  OFFER_WORDS,
  OUTCOME_WORDS,
  PLACE_LABEL,
  recordIdSchema,
  RUN_BY_LABEL,
} from './vocabulary.ts'

const audience = choice('Audience', AUDIENCE_LABEL)
const outcome = choice('Main outcome', OUTCOME_WORDS)
const offer = choice('Universal offer', OFFER_WORDS)
const ids = v.array(recordIdSchema)

/**
 * An activity type: staff choose one and give a number, and it sets the rest.
 *
 * Where the county leaves a choice open (a STEAM club may be for 5 to 11 or for 12 to 17) the list
 * holds every answer, the usual one first; most lists hold one.
 */
export const preset = defineEntry({
  kind: 'preset',
  label: 'Kind of session',
  plural: 'Kinds of session',
  words: 'preset activity type',
  offered: 'list',
  home: 'authority',
  fields: {
    name: line('Name'),
    title: hint('What a session is called when nobody types a title.', line('Usual title')),
    order: hint('Lower comes first.', {
      ...count('Order', null, 999),
      schema: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
    audiences: always(v.pipe(v.array(audience.schema), v.minLength(1)), choices('Audience', AUDIENCE_LABEL)),
    outcomes: always(v.pipe(v.array(outcome.schema), v.minLength(1)), choices('Main outcome', OUTCOME_WORDS)),
    secondaryOutcome: always(v.nullable(outcome.schema), { ...outcome, label: 'Second outcome' }),
    offers: always(v.array(offer.schema), choices('Universal offer', OFFER_WORDS)),
    primaryPriorityId: link('Priority', 'corporate-priority'),
    alsoPriorityIds: always(ids, links('Also contributes to', 'corporate-priority')),
    activityIds: always(ids, links('Activities', 'priority-activity')),
    suggestedActionIds: always(
      ids,
      hint(
        'Actions a session of this type usually supports; staff may untick any.',
        links('Suggested actions', 'plan-action'),
      ),
    ),
    format: choice('Format', FORMAT_LABEL),
    place: choice('Place', PLACE_LABEL),
    runBy: choice('Run by', RUN_BY_LABEL),
  },
  titled: ['name'],
  policies: {},
  day: () => null,
  example: {
    name: 'Baby and toddler rhyme',
    title: 'Rhyme Time',
    order: 1,
    audiences: ['0-4'],
    outcomes: ['Increased reading and literacy'],
    secondaryOutcome: 'Stronger more resilient communities',
    offers: ['Reading'],
    primaryPriorityId: 'priority/7',
    alsoPriorityIds: ['priority/3'],
    activityIds: ['activity/1.1', 'activity/1.2'],
    suggestedActionIds: ['action/SDP22-21'],
    format: 'in-person',
    place: 'in-library',
    runBy: 'library',
  },
  upgrades: [],
})
export type Preset = v.InferOutput<typeof preset.body>

/** The part of a session that its preset decides. */
export type PresetChoices = Pick<
  EventSession,
  | 'title'
  | 'presetId'
  | 'audience'
  | 'outcome'
  | 'secondaryOutcome'
  | 'offer'
  | 'primaryPriorityId'
  | 'alsoPriorityIds'
  | 'activityIds'
  | 'actionIds'
  | 'format'
  | 'place'
  | 'runBy'
>

/** What a preset sets when staff change nothing. */
export function presetChoices(presetId: string, preset: Preset): PresetChoices {
  const [audience] = preset.audiences
  const [outcome] = preset.outcomes
  if (audience === undefined || outcome === undefined)
    throw new RangeError('a preset has an audience and an outcome')
  return {
    title: preset.title,
    presetId,
    audience,
    outcome,
    secondaryOutcome: preset.secondaryOutcome,
    offer: preset.offers[0] ?? null,
    primaryPriorityId: preset.primaryPriorityId,
    alsoPriorityIds: [...preset.alsoPriorityIds],
    activityIds: [...preset.activityIds],
    actionIds: [...preset.suggestedActionIds],
    format: preset.format,
    place: preset.place,
    runBy: preset.runBy,
  }
}
