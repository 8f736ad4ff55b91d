import { Link } from 'react-router'
import { attendanceByAge } from '#domain/place/attendance-by-age.ts'
import type { ComparedAreas } from '#domain/place/compare-profiles.ts'
import { participation, type ResidentsByBand } from '#domain/place/participation.ts'
import { gapsToFill, type KindHeld, type ReachGapToFill } from '#domain/place/reach-gaps.ts'
import { daysOf } from '#domain/place/reach-period.ts'
import type { SimilarSite } from '#domain/place/similar-sites.ts'
import { linkKey } from '#domain/records/link-key.ts'
import { useAuthority } from '#client/data/authority.ts'
import { useReachAt } from '#client/data/reach.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

interface GapListProps {
  readonly siteId: string
  readonly areas: ComparedAreas
  readonly residents: ResidentsByBand
  readonly similar: readonly SimilarSite[]
  nameOf(siteId: string): string
}

/** Residents who are reached least, with the sessions that reach them and the actions those serve. */
export function GapList({ siteId, areas, residents, similar, nameOf }: GapListProps) {
  const { clock, siteId: ownId } = useTablet()
  const presets = useAuthority('preset')
  const targetGroups = useAuthority('target-group')
  const figures = useAuthority('profile-figure')
  const actions = useAuthority('plan-action')
  const similarIds = similar.map((one) => one.siteId)
  const reached = useReachAt([siteId, ...similarIds], daysOf('twelve-months', clock.today()))
  if (!presets || !targetGroups || !figures || !actions || !reached) return null
  const own = reached.filter(({ scope }) => scope === siteId).map(({ session }) => session)
  const gaps = gapsToFill({
    siteId,
    participation: participation(attendanceByAge(own, 'audience'), residents),
    here: areas.here,
    county: areas.county,
    reached,
    similarIds,
    presets,
    targetGroups,
    figures,
    actions,
  })
  const kindName = (id: string) => presets.find((preset) => preset.id === id)?.body.name ?? linkKey(id)
  const codeOf = (id: string) => actions.find((action) => action.id === id)?.body.code ?? linkKey(id)
  return (
    <section className="sheet stack no-print" aria-labelledby="gaps">
      <h2 id="gaps" tabIndex={-1}>
        Gaps to fill
      </h2>
      <p className="small muted measure-text">
        Computed from the sessions of the last 12 months on this tablet (by age, or by whom they were for) and
        from published figures. They are suggestions to look at, and nobody has judged them.
      </p>
      {gaps.length === 0 ? (
        <p>
          {own.length < 5 ? 'Too few sessions here to compute any.' : 'None that these figures can show.'}
        </p>
      ) : (
        <ul className="place-gaps">
          {gaps.map((gap) => (
            <Gap
              key={gap.id}
              gap={gap}
              isCounty={ownId === null}
              inWords={({ siteId: at, presetId, sessions }) =>
                `${kindName(presetId)}${at === siteId ? '' : ` at ${nameOf(at)}`}, ${sessions}`
              }
              codeOf={codeOf}
            />
          ))}
        </ul>
      )}
    </section>
  )
}

interface GapProps {
  readonly gap: ReachGapToFill
  /** Only the county's tablets hold other sites' sessions. */
  readonly isCounty: boolean
  inWords(held: KindHeld): string
  codeOf(actionId: string): string
}

/** More than these tell nothing more. */
const MOST_KINDS = 4

function Gap({ gap, isCounty, inWords, codeOf }: GapProps) {
  const list = (held: readonly KindHeld[]) => held.slice(0, MOST_KINDS).map(inWords).join('; ')
  return (
    <li className="stack stack-tight">
      <p>{gap.sentence}</p>
      {gap.here.length > 0 && <p className="small">Sessions here that reach them: {list(gap.here)}.</p>}
      {isCounty && (
        <p className="small">
          Sessions for them at similar places:{' '}
          {gap.elsewhere.length === 0 ? 'none on record' : list(gap.elsewhere)}.
        </p>
      )}
      {gap.actionIds.length > 0 && (
        <p className="small">
          Actions of the plan:{' '}
          {gap.actionIds.map((id) => (
            <Link key={id} className="place-action" to={`/plan/action/${codeOf(id)}`}>
              {codeOf(id)}
            </Link>
          ))}
        </p>
      )}
    </li>
  )
}
