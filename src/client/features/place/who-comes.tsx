import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { type AgeBasis, type AttendanceByAge, inReturnBands } from '#domain/place/attendance-by-age.ts'
import type { AreaFile } from '#domain/place/area-file.ts'
import { participation, type ResidentsByBand } from '#domain/place/participation.ts'
import { splitSentence } from '#domain/place/participation-words.ts'
import { daysOf, periodChoices, readPeriodChoice } from '#domain/place/reach-period.ts'
import { useReachSums } from '#client/data/reach-sums.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { SelectField, Tick } from '#client/ui/field.tsx'
import { AwayPart } from './away-part.tsx'
import { ParticipationBars } from './participation-bars.tsx'
import { ParticipationTable } from './participation-table.tsx'
import { withParam } from './place-view.ts'
import { PriorityPlaces } from './priority-places.tsx'

interface WhoComesProps {
  /** Null for every site on this tablet. */
  readonly siteId: string | null
  readonly areaName: string
  readonly residents: ResidentsByBand
  /** Null while the tablet has no neighbourhoods. */
  readonly areaFile: AreaFile | null
  nameOf(siteId: string): string
  /** Called once the figures stand: what lies below can then be drawn without keeping anybody waiting. */
  onAddedUp(): void
}

/** Attendance by age, from this tablet's own records, beside the residents of each age. */
export function WhoComes({ siteId, areaName, residents, areaFile, nameOf, onAddedUp }: WhoComesProps) {
  const { clock } = useTablet()
  const [params, setParams] = useSearchParams()
  const today = clock.today()
  const choice = readPeriodChoice(params.get('period'))
  const basis: AgeBasis = params.get('ages') === 'audience' ? 'audience' : 'split'
  const reached = useReachSums({ scope: siteId, ...daysOf(choice, today) })
  const isAddedUp = Boolean(reached)
  useEffect(() => {
    if (isAddedUp) onAddedUp()
  }, [isAddedUp, onAddedUp])
  const change = (name: string, value: string | null): void =>
    setParams(withParam(name, value), { replace: true })
  return (
    <section className="sheet stack place-who" aria-labelledby="who-comes">
      <h2 id="who-comes" tabIndex={-1}>
        Who comes, and who lives here
      </h2>
      <div className="place-choices no-print">
        <SelectField
          label="Attendance of"
          value={choice}
          choices={periodChoices(today)}
          onChange={(value) => change('period', value === 'twelve-months' ? null : value)}
        />
        <Tick checked={basis === 'audience'} onChange={(isOn) => change('ages', isOn ? 'audience' : null)}>
          Where heads were not counted by age, take the age the session was for
        </Tick>
      </div>
      {reached ? (
        <>
          <Figures attendance={reached.byAge[basis]} areaName={areaName} residents={residents} />
          {siteId === null && <PriorityPlaces bySite={reached.bySite} />}
          <AwayPart siteId={siteId} away={reached.away} file={areaFile} nameOf={nameOf} />
        </>
      ) : (
        <output>Adding up…</output>
      )}
    </section>
  )
}

interface FiguresProps extends Pick<WhoComesProps, 'areaName' | 'residents'> {
  readonly attendance: AttendanceByAge
}

function Figures({ attendance, areaName, residents }: FiguresProps) {
  const rows = participation(attendance, residents)
  const national = inReturnBands(attendance.byBand)
  return (
    <>
      <p>{splitSentence(attendance)}</p>
      {attendance.all > 0 && <ParticipationBars rows={rows} />}
      <details className="place-details">
        <summary className="place-summary">Table, and how sure this is</summary>
        <ParticipationTable rows={rows} areaName={areaName} />
        <p className="small">
          In the ages of the national return: under 12, {national.under12}; 12 to 17, {national.age12to17}; 18
          and over, {national.adult}.
        </p>
        <p className="small muted measure-text">
          The index is the share of attendance divided by the share of residents: 1 when an age comes as much
          as it lives here. Someone who comes weekly counts every week, and not everyone who comes lives here.
          The interval is Wilson’s for 95 %, with the people of one session taken as one observation, because
          they came for the same thing; with fewer than five such sessions nothing is said.
        </p>
      </details>
    </>
  )
}
