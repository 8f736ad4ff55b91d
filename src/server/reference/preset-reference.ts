import * as v from 'valibot'
import { readJson, type ReferenceRecord, referenceRecord } from './reference-file.ts'

const PRESETS_FILE = 'presets.json'

const presetsFileSchema = v.array(
  v.object({
    id: v.string(),
    /** Carried over as they stand; the schema of the kind checks them. */
    name: v.unknown(),
    title: v.unknown(),
    audiences: v.unknown(),
    outcomes: v.unknown(),
    secondaryOutcome: v.unknown(),
    offers: v.unknown(),
    format: v.unknown(),
    place: v.unknown(),
    runBy: v.unknown(),
    priority: v.number(),
    also: v.array(v.number()),
    activities: v.array(v.string()),
    /** The file says why each is suggested, for the people who look after the list; staff see the action. */
    suggested: v.array(v.object({ action: v.string() })),
  }),
)

/** The activity types staff choose from, in the order of the file. */
export async function readPresets(folder: string): Promise<readonly ReferenceRecord[]> {
  const presets = await readJson(folder, PRESETS_FILE, presetsFileSchema)
  return presets.map(({ id, priority, also, activities, suggested, ...choices }, index) =>
    referenceRecord({ file: PRESETS_FILE, row: `entry ${id}` }, `preset/${id}`, 'preset', {
      ...choices,
      order: index + 1,
      primaryPriorityId: `priority/${priority}`,
      alsoPriorityIds: also.map((number) => `priority/${number}`),
      activityIds: activities.map((code) => `activity/${code}`),
      suggestedActionIds: suggested.map(({ action }) => `action/${action}`),
    }),
  )
}
