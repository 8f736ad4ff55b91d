import { reachGap } from '#domain/place/reach-rates.ts'
import { useProfiles } from '#client/data/profiles.ts'

const rates = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })
const ratios = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Whether people in the places with most deprivation come as much as people elsewhere. */
export function PriorityPlaces({ bySite }: { bySite: ReadonlyMap<string, number> }) {
  const profiles = useProfiles(null)
  const gap = profiles === undefined ? null : reachGap(bySite, profiles)
  if (gap === null) return null
  return (
    <p>
      <b>Priority-place reach gap: {ratios.format(gap.ratio)}.</b> The {gap.priorityPlaces} communities that
      hold one of England’s most deprived fifth of neighbourhoods have {rates.format(gap.priorityPerThousand)}{' '}
      attendances per 1,000 residents; all {gap.places} with sessions on this tablet have{' '}
      {rates.format(gap.perThousand)}. The aim is 1 or more.
    </p>
  )
}
