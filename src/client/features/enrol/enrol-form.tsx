import { type FormEvent, useRef, useState } from 'react'
import { type EnrolOffer, WHOLE_COUNTY } from '#sync/messages.ts'
import type { Device } from '#client/data/device.ts'
import type { Tablet } from '#client/data/tablet.ts'
import { enrol } from '#client/sync/enrol.ts'
import { ErrorSummary, type SummaryProblem } from '#client/ui/error-summary.tsx'
import { type Choice, SelectField, TextField } from '#client/ui/field.tsx'
import { ENROL_FAILURE_WORDS } from './enrol-words.ts'

interface EnrolFormProps {
  readonly device: Device
  readonly code: string
  readonly offer: EnrolOffer
  readonly onEnrolled: (tablet: Tablet) => void
}

function siteChoices(offer: EnrolOffer): readonly Choice[] {
  const sites = offer.sites
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en-GB'))
  const choices = offer.county ? [{ value: WHOLE_COUNTY, label: 'Whole county' }, ...sites] : sites
  return choices.length === 1 ? choices : [{ value: '', label: 'Choose a site' }, ...choices]
}

function problemsOf(site: string, name: string): SummaryProblem[] {
  return [
    ...(site === '' ? [{ fieldId: 'enrol-site', message: 'Choose the site this tablet is for' }] : []),
    ...(name.trim() === '' ? [{ fieldId: 'enrol-name', message: 'Give your name' }] : []),
  ]
}

/** Where the tablet is used and by whom: the two things the county cannot know. */
export function EnrolForm({ device, code, offer, onEnrolled }: EnrolFormProps) {
  const choices = siteChoices(offer)
  const [site, setSite] = useState(choices[0]?.value ?? '')
  const [name, setName] = useState('')
  const [tried, setTried] = useState<{ attempt: number; problems: readonly SummaryProblem[] }>({
    attempt: 0,
    problems: [],
  })
  const [isUnderWay, setIsUnderWay] = useState(false)
  const underWay = useRef(false)
  const stay = (problems: readonly SummaryProblem[]): void =>
    setTried(({ attempt }) => ({ attempt: attempt + 1, problems }))

  const submit = async (): Promise<void> => {
    if (underWay.current) return
    const problems = problemsOf(site, name)
    if (problems.length > 0) return stay(problems)
    underWay.current = true
    setIsUnderWay(true)
    stay([])
    const result = await enrol(device, { code, site, name: name.trim() }).catch(() => null)
    if (result?.ok === true) return onEnrolled(result.tablet)
    underWay.current = false
    setIsUnderWay(false)
    const message = result === null ? NOT_STORED : ENROL_FAILURE_WORDS[result.code]
    stay([{ message }])
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    void submit()
  }
  const errorOf = (id: string): string | undefined =>
    tried.problems.find(({ fieldId }) => fieldId === id)?.message
  return (
    <form className="stack stack-wide" noValidate onSubmit={onSubmit}>
      <ErrorSummary problems={tried.problems} attempt={tried.attempt} />
      <p>
        {offer.service}. From now on this tablet keeps what you log, with or without signal, and sends it by
        itself.
      </p>
      <SelectField
        id="enrol-site"
        label="Site"
        error={errorOf('enrol-site')}
        value={site}
        choices={choices}
        onChange={setSite}
      />
      <TextField
        id="enrol-name"
        label="Your name"
        hint="Stands beside the entries made on this tablet, so that colleagues know whom to ask."
        error={errorOf('enrol-name')}
        autoComplete="name"
        maxLength={80}
        value={name}
        onChange={setName}
      />
      <div className="row">
        <button type="submit" className="button button-go" aria-disabled={isUnderWay}>
          Start using this tablet
        </button>
        <span role="status" className="muted">
          {isUnderWay && 'Fetching the plan, the sites and their profiles…'}
        </span>
      </div>
    </form>
  )
}

const NOT_STORED =
  'This browser would not keep anything for Branchline, so the tablet is not set up. Leave any private window, make some room, and ask the county for a new link.'
