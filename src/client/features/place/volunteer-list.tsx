import type { CommunityProfile } from '#domain/place/profile-records.ts'
import { percentInWords } from '#domain/place/profile-words.ts'
import { type VolunteerShare, volunteerReach } from '#domain/place/volunteer-reach.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { useLastSurvey } from '#client/data/volunteer-survey.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

interface VolunteerListProps {
  /** Null for the county. */
  readonly siteId: string | null
  readonly area: CommunityProfile
}

/** Who volunteers beside who lives here, by the last yearly survey. Nothing is shown while there was none. */
export function VolunteerList({ siteId, area }: VolunteerListProps) {
  const { clock } = useTablet()
  const survey = useLastSurvey(siteId)
  const shares = survey ? volunteerReach(survey, area) : []
  if (!survey || shares.length === 0) return null
  return (
    <section className="sheet stack no-print" aria-labelledby="volunteers">
      <h2 id="volunteers" tabIndex={-1}>
        Who volunteers, and who lives here
      </h2>
      <ul className="place-sentences">
        {shares.map((share) => (
          <li key={share.label}>
            <b>{share.label}:</b> {shareInWords(share)}
          </li>
        ))}
      </ul>
      <p className="small muted measure-text">
        From the anonymous survey that closed on {dayInWords(survey.day, clock.today())}, of those who said.
        Fewer than five are shown as x.
      </p>
    </section>
  )
}

function shareInWords({ ofVolunteers, ofResidents }: VolunteerShare): string {
  const volunteers = ofVolunteers === null ? 'x' : percentInWords(ofVolunteers)
  const residents = ofResidents === null ? 'no figure' : percentInWords(ofResidents)
  return `${volunteers} of volunteers, ${residents} of residents`
}
