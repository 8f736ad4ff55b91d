import { useState } from 'react'
import {
  proposalInWords,
  overQuarters,
  proposeTarget,
  type TargetProposal,
  targetOf,
} from '#domain/place/target-proposal.ts'
import { newestPublished } from '#domain/measures/published-figures.ts'
import type { PublishedYear } from '#domain/measures/published-year.ts'
import { daysOf } from '#domain/place/reach-period.ts'
import {
  type FinancialYear,
  financialYearName,
  financialYearOf,
  QUARTERS,
  quarterInWords,
} from '#domain/time/quarter.ts'
import { type Held, useAuthority } from '#client/data/authority.ts'
import { useFormDraft } from '#client/data/form-draft.ts'
import { useFirstSessionDay } from '#client/data/reach.ts'
import { useReachSums } from '#client/data/reach-sums.ts'
import { SAVE_FAILURE_WORDS } from '#client/data/save-words.ts'
import { saveTarget } from '#client/data/targets.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { useAnnounce } from '#client/ui/announcer.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { NumberField } from '#client/ui/number-field.tsx'

interface LocalTargetProps {
  readonly siteId: string
  readonly residents: number | null
}

/** What a site wants to come to this year: a proposal that a manager accepts or changes, and how far it has come. */
export function LocalTarget({ siteId, residents }: LocalTargetProps) {
  const { clock } = useTablet()
  const today = clock.today()
  const year = financialYearOf(today)
  const targets = useAuthority('target')
  const years = useAuthority('published-year')
  const twelveMonths = daysOf('twelve-months', today)
  const past = useReachSums({ scope: siteId, ...twelveMonths })
  const thisYear = useReachSums({ scope: siteId, ...daysOf('this-year', today) })
  const firstDay = useFirstSessionDay(siteId, twelveMonths)
  if (!targets || !years || !past || !thisYear || firstDay === undefined) return null
  const attendances = past.byAge.split.all
  if (residents === null) return null
  const published = newestPublished(years)
  const proposal = proposeTarget({ residents, attendances, firstDay, today, published })
  const held = targetOf(targets, siteId, year)
  const soFar = thisYear.byAge.split.all
  return (
    <section className="sheet stack" aria-labelledby="local-target">
      <h2 id="local-target" tabIndex={-1}>
        Target for {financialYearName(year)}
      </h2>
      {held === null ? <p>No target has been set yet.</p> : <Standing held={held} soFar={soFar} />}
      <Proposal key={held?.body.value} {...{ siteId, year, proposal, held, published }} />
    </section>
  )
}

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** The target that stands, and how far the year has come. */
function Standing({ held, soFar }: { held: Held<'target'>; soFar: number }) {
  const { value, byQuarter } = held.body
  return (
    <>
      <p>
        <b>{whole.format(value)} attendances.</b> {whole.format(soFar)} so far by the records on this tablet.
      </p>
      <Quarters byQuarter={byQuarter ?? {}} />
    </>
  )
}

function Quarters({ byQuarter }: { byQuarter: Readonly<Record<string, number | undefined>> }) {
  return (
    <dl className="place-quarters">
      {QUARTERS.map((quarter) => (
        <div key={quarter}>
          <dt className="small muted">{quarterInWords(quarter)}</dt>
          <dd>{byQuarter[quarter] === undefined ? 'No figure' : whole.format(byQuarter[quarter])}</dd>
        </div>
      ))}
    </dl>
  )
}

interface ProposalProps {
  readonly siteId: string
  readonly year: FinancialYear
  /** Null where nothing says yet at what rate people come. */
  readonly proposal: TargetProposal | null
  readonly held: Held<'target'> | null
  readonly published: PublishedYear | null
}

function Proposal({ siteId, year, proposal, held, published }: ProposalProps) {
  const tablet = useTablet()
  return (
    <div className="stack no-print">
      {proposal === null ? (
        <p>Nothing is proposed until the records here cover a year: no year was published to go by.</p>
      ) : (
        <p>
          <b>Proposed: {whole.format(proposal.value)}.</b>{' '}
          <span className="small muted">Worked out: {proposalInWords(proposal)}</span>
        </p>
      )}
      {held === null && proposal !== null && <Quarters byQuarter={proposal.byQuarter} />}
      {tablet.siteId === null ? (
        <SetTarget {...{ siteId, year, proposal, held, published }} />
      ) : (
        <p className="small muted">Targets are set on a county tablet, by those who manage the site.</p>
      )}
    </div>
  )
}

function SetTarget({ siteId, year, proposal, held, published }: ProposalProps) {
  const tablet = useTablet()
  const announce = useAnnounce()
  const { typed: draft, put, forget } = useFormDraft(`typed/target/${siteId}/${year}`)
  const typed = draft?.['value'] ?? String(held?.body.value ?? proposal?.value ?? '')
  const [problem, setProblem] = useState<string | null>(null)
  const value = /^\d{1,7}$/.test(typed.trim()) ? Number(typed.trim()) : null
  const save = async (): Promise<void> => {
    if (value === null) return setProblem('Use a whole number.')
    const byQuarter = overQuarters(value, published)
    const proposed = proposal?.value ?? null
    const body = { measure: 'attendance', siteId, year, value, byQuarter, proposed } as const
    const result = await saveTarget(tablet, held?.id ?? null, body)
    setProblem(result.ok ? null : SAVE_FAILURE_WORDS[result.code])
    if (!result.ok) return
    await forget()
    announce('The target is saved on this tablet.')
  }
  return (
    <form
      className="stack stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      {problem !== null && value !== null && (
        <Notice tone="warn">
          <p>{problem}</p>
        </Notice>
      )}
      <NumberField
        label="Target, attendances"
        value={typed}
        error={value === null && problem !== null ? problem : undefined}
        onChange={(next) => put({ value: next })}
      />
      <div>
        <button type="submit" className="button button-go">
          {value !== null && value === proposal?.value ? 'Accept the proposal' : 'Set this target'}
        </button>
      </div>
    </form>
  )
}
