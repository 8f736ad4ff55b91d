import * as v from 'valibot'
import { defineRecord } from './define-record.ts'
import type { EventSession } from './event-session.ts'
import {
  audienceSchema,
  formatSchema,
  lineSchema,
  outcome7Schema,
  placeSchema,
  recordIdSchema,
  runBySchema,
  universalOfferSchema,
} from './vocabulary.ts'

/**
 * An activity type: staff choose one and give a number, and it sets the rest.
 *
 * Where the county leaves a choice open (a STEAM club may be for 5 to 11 or for 12 to 17) the list
 * holds every answer, the usual one first; most lists hold one.
 */
const presetSchema = v.looseObject({
  name: lineSchema,
  /** What a session is called when nobody types a title. */
  title: lineSchema,
  order: v.pipe(v.number(), v.integer(), v.minValue(1)),
  audiences: v.pipe(v.array(audienceSchema), v.minLength(1)),
  outcomes: v.pipe(v.array(outcome7Schema), v.minLength(1)),
  secondaryOutcome: v.nullable(outcome7Schema),
  offers: v.array(universalOfferSchema),
  primaryPriorityId: recordIdSchema,
  alsoPriorityIds: v.array(recordIdSchema),
  activityIds: v.array(recordIdSchema),
  /** Actions a session of this type usually supports; staff may untick any. */
  suggestedActionIds: v.array(recordIdSchema),
  format: formatSchema,
  place: placeSchema,
  runBy: runBySchema,
})
export type Preset = v.InferOutput<typeof presetSchema>

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

export const preset = defineRecord({
  kind: 'preset',
  label: 'Preset',
  home: 'authority',
  body: presetSchema,
  fields: {
    name: 'Name',
    title: 'Usual title',
    order: 'Order',
    audiences: 'Audience',
    outcomes: 'Main outcome',
    secondaryOutcome: 'Second outcome',
    offers: 'Universal offer',
    primaryPriorityId: 'Priority',
    alsoPriorityIds: 'Also contributes to',
    activityIds: 'Activities',
    suggestedActionIds: 'Suggested actions',
    format: 'Format',
    place: 'Place',
    runBy: 'Run by',
  },
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
