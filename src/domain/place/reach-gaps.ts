import type { Preset } from '../records/preset.ts'
import type { BodyOf } from '../records/registry.ts'
import type { Audience } from '../records/vocabulary.ts'
import { attendanceByAge, type ReachBand, type Reaching } from './attendance-by-age.ts'
import { readingOf } from './compare-profiles.ts'
import type { Participation } from './participation.ts'
import { participationSentence } from './participation-words.ts'
import { percentInWords } from './profile-words.ts'
import type { CommunityProfile, ProfileFigure } from './profile-records.ts'

type Named<Body> = { readonly id: string; readonly body: Body }

/** Sessions of one kind at one site, in the words of a list. */
export interface KindHeld {
  readonly siteId: string
  readonly presetId: string
  readonly sessions: number
}

/** Residents who are reached least, in one sentence, with what there is for them. Computed from records. */
export interface ReachGapToFill {
  readonly id: string
  readonly sentence: string
  /** Sessions for them here, and at the similar sites whose sessions are on this tablet; most held first. */
  readonly here: readonly KindHeld[]
  readonly elsewhere: readonly KindHeld[]
  /** Actions of the plan that such sessions usually support. */
  readonly actionIds: readonly string[]
}

interface GapSources {
  readonly siteId: string
  readonly participation: readonly Participation[]
  readonly here: CommunityProfile
  readonly county: CommunityProfile | null
  readonly reached: readonly { readonly scope: string; readonly session: Reaching }[]
  readonly similarIds: readonly string[]
  readonly presets: readonly Named<Preset>[]
  readonly targetGroups: readonly Named<BodyOf<'target-group'>>[]
  readonly figures: readonly Named<ProfileFigure>[]
  readonly actions: readonly Named<{ readonly text: string }>[]
}

const AUDIENCES: Readonly<Record<ReachBand, readonly Audience[]>> = {
  '0-4': ['0-4'],
  '5-11': ['5-11'],
  '12-17': ['12-17'],
  '18+': ['adult', '65+'],
}

/** Fewer sessions than this say nothing of what is missing among them. */
const FEWEST_SESSIONS = 5

/** A group that is no more than this many times as large here as in the county is nothing to remark on. */
const MORE_THAN_USUAL = 1.1

/** Ages that come less than their share, then groups that live here more than elsewhere and that no session was planned for. */
export function gapsToFill(sources: GapSources): readonly ReachGapToFill[] {
  return [...ageGaps(sources), ...groupGaps(sources)]
}

function ageGaps(sources: GapSources): readonly ReachGapToFill[] {
  return sources.participation
    .filter(({ verdict }) => verdict === 'less')
    .map((one) => {
      const audiences = new Set<Audience>(AUDIENCES[one.band])
      const reaches = (session: Reaching): boolean =>
        audiences.has(session.audience) || attendanceByAge([session], 'split').byBand[one.band] > 0
      const presets = sources.presets.filter(({ body }) => body.audiences.some((for_) => audiences.has(for_)))
      return gap(sources, `age/${one.band}`, participationSentence(one), reaches, presets)
    })
}

function groupGaps(sources: GapSources): readonly ReachGapToFill[] {
  const own = sources.reached.filter(({ scope }) => scope === sources.siteId)
  if (own.length < FEWEST_SESSIONS) return []
  return sources.targetGroups.flatMap(({ id, body }) => {
    const figures = (body.figureIds ?? []).flatMap(
      (figureId) => sources.figures.find((figure) => figure.id === figureId)?.body ?? [],
    )
    const share = shareOf(figures, sources.here)
    const county = shareOf(figures, sources.county)
    const kinds = body.presetIds ?? []
    const reaches = ({ targetGroupIds, presetId }: Reaching): boolean =>
      (targetGroupIds ?? []).includes(id) || kinds.includes(presetId)
    if (share === null || county === null || share < MORE_THAN_USUAL * county) return []
    if (own.some(({ session }) => reaches(session))) return []
    const sentence =
      `${body.name}: ${livingHere(figures, share)} (the county ${percentInWords(county)}), ` +
      `and none of the ${own.length} sessions in this time was planned for them.`
    const meant = sources.presets.filter((preset) => kinds.includes(preset.id))
    const found = gap(sources, id, sentence, reaches, meant)
    const named = actionsNaming(body.planWords ?? null, sources.actions)
    return [{ ...found, actionIds: [...new Set([...named, ...found.actionIds])] }]
  })
}

/** Figures of parts that do not overlap, added up in percent; null where one of them is not known. */
function shareOf(figures: readonly ProfileFigure[], area: CommunityProfile | null): number | null {
  if (area === null || figures.length === 0) return null
  return figures.reduce<number | null>((sum, figure) => {
    const { share } = readingOf(figure, area)
    return sum === null || share === null ? null : sum + share
  }, 0)
}

/** "18.2 % of people here are disabled", or with the names of the figures where none of them makes a sentence. */
function livingHere(figures: readonly ProfileFigure[], share: number): string {
  const [only, ...others] = figures
  if (only !== undefined && only.sentence !== null && others.length === 0) {
    return `${percentInWords(share)} ${only.sentence}`
  }
  return `${percentInWords(share)} here by “${figures.map(({ label }) => label).join('”, “')}”`
}

function actionsNaming(words: string | null, actions: GapSources['actions']): readonly string[] {
  if (words === null) return []
  const wanted = words.toLowerCase().split(/\s*,\s*/)
  return actions.flatMap(({ id, body }) => {
    const text = body.text.toLowerCase()
    return wanted.some((one) => text.includes(one)) ? id : []
  })
}

function gap(
  { siteId, reached, similarIds, presets }: GapSources,
  id: string,
  sentence: string,
  reaches: (session: Reaching) => boolean,
  meant: readonly Named<Preset>[],
): ReachGapToFill {
  const held = kindsHeld(reached.filter(({ session }) => session.heldState === 'held' && reaches(session)))
  const elsewhere = held.filter((one) => similarIds.includes(one.siteId))
  const kinds = new Set([...held.map(({ presetId }) => presetId), ...meant.map((preset) => preset.id)])
  const actionIds = presets
    .filter((preset) => kinds.has(preset.id))
    .flatMap(({ body }) => body.suggestedActionIds)
  return {
    id,
    sentence,
    here: held.filter((one) => one.siteId === siteId),
    elsewhere,
    actionIds: [...new Set(actionIds)],
  }
}

function kindsHeld(
  reached: readonly { readonly scope: string; readonly session: Reaching }[],
): readonly KindHeld[] {
  const held = new Map<string, KindHeld>()
  for (const { scope, session } of reached) {
    const key = `${scope} ${session.presetId}`
    const sessions = (held.get(key)?.sessions ?? 0) + 1
    held.set(key, { siteId: scope, presetId: session.presetId, sessions })
  }
  return [...held.values()].toSorted((a, b) => b.sessions - a.sessions)
}
