import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { valueInWords, headcountInWords } from '#domain/records/fact-words.ts'
import type { Field } from '#domain/records/fields/field.ts'
import { splitDifference } from '#domain/records/headcount.ts'
import { linkKey } from '#domain/records/link-key.ts'
import type { RecordNames } from '#domain/records/record-names.ts'
import { definitionOf, readBody } from '#domain/records/registry.ts'
import type { Entry } from '#client/data/entries.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

/** Everything an entry says. Fields left empty are left out, but for a session's count: not counted is a fact. */
export function EntryFacts({ entry, names }: { entry: Entry; names: RecordNames }) {
  const { clock, siteId } = useTablet()
  const about = { kind: entry.kind, names, today: clock.today() }
  const fields = Object.entries(definitionOf(entry.kind)?.form?.fields ?? {})
  const shown = fields.filter(
    ([name, field]) =>
      field.control.type !== 'own' &&
      !isEmpty(entry.body[name]) &&
      // What a volunteer is called at a site is for that site's eyes only.
      (field.isPrivate !== true || siteId === entry.scope),
  )
  return (
    <section className="sheet stack" aria-labelledby="facts-heading">
      <h2 id="facts-heading">What it says</h2>
      <dl className="facts">
        {entry.session !== null && (
          <Fact term="Count">
            <Counts entry={entry} />
          </Fact>
        )}
        {shown.map(([name, field]) => (
          <Fact key={name} term={field.label}>
            {planPath(field) === undefined ? (
              valueInWords(name, entry.body[name], about)
            ) : (
              <PlanLinks path={planPath(field)} ids={[entry.body[name]].flat().map(String)} names={names} />
            )}
          </Fact>
        ))}
      </dl>
    </section>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** Where the plan shows what a field refers to. */
function planPath({ control }: Field): string | undefined {
  if (control.type !== 'link' && control.type !== 'links') return undefined
  if (control.to === 'corporate-priority') return '/plan/priority'
  return control.to === 'plan-action' ? '/plan/action' : undefined
}

/** From an entry up to the parts of the plan it serves. */
function PlanLinks({
  path,
  ids,
  names,
}: {
  path: string | undefined
  ids: readonly string[]
  names: RecordNames
}) {
  return ids.map((id) => (
    <div key={id}>
      <Link to={`${path}/${linkKey(id)}`}>{names(id)}</Link>
    </div>
  ))
}

function Counts({ entry }: { entry: Entry }) {
  const session = readBody('event-session', entry.body)
  if (session?.heldState !== 'held') return 'none'
  const counts = Object.entries(session.counts)
  if (counts.length === 0) return 'not counted'
  return (
    <>
      {counts.map(([key, headcount]) => (
        <div key={key}>
          {headcountInWords(headcount)}
          {splitDifference(headcount) !== 0 && <b> The ages and the total differ.</b>}
        </div>
      ))}
    </>
  )
}
