import { useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { linkKey, newRecordDraftKey, siteInLink } from '#domain/records/link-key.ts'
import { type AnyDefinition, definitionOf } from '#domain/records/registry.ts'
import type { EntryForm } from '#domain/records/fields/define-entry.ts'
import { useStoredDraft } from '#client/data/draft-keeper.ts'
import { useLastOfKind } from '#client/data/entries.ts'
import { useLinkChoices } from '#client/data/link-choices.ts'
import { createRecord } from '#client/data/save.ts'
import { type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { beginForm } from './last-used.ts'
import { recordDraftSchema } from './record-draft.ts'
import { RecordForm } from './record-form.tsx'

type WithForm = AnyDefinition & { readonly form: EntryForm }

function formDefinition(kind: string): WithForm | undefined {
  const definition = definitionOf(kind)
  // Narrowed to what was just looked for.
  return definition?.form === undefined ? undefined : (definition as WithForm)
}

/** Log something that is not a session, or add to a list: one form for every kind, from its own fields. */
export function RecordPage() {
  const { kind = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const tablet = useTablet()
  const sites = useSites()
  const definition = formDefinition(kind)
  if (sites === undefined) return null
  if (definition === undefined || kind === 'event-session') return <NoSuchKind />
  const isCounty = tablet.siteId === null
  const site = siteInLink(tablet.siteId, search.get('site'))
  const scope = definition.home === 'authority' ? AUTHORITY_SCOPE : (site ?? countyScope(definition))
  const isList = definition.form.offered === 'list'
  return (
    <div className="stack">
      <div>
        <PageTitle
          title={isList ? `New: ${definition.label}` : definition.label}
          takesFocus={scope === null}
        />
        {scope !== null && <p className="muted">{placeName(scope, sites)}</p>}
      </div>
      {isCounty && definition.home !== 'authority' && (
        <SiteSelect
          sites={sites.open}
          value={site}
          none={definition.home === 'any' ? 'The whole county' : 'Choose a site'}
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      {definition.home === 'authority' && !isCounty ? (
        <Notice>
          <p>The county keeps this list. Ask the county’s team to add to it.</p>
        </Notice>
      ) : scope === null ? (
        <Notice>
          <p>Choose the site it was at.</p>
        </Notice>
      ) : (
        <NewRecord
          key={`${scope} ${kind}`}
          definition={definition}
          scope={scope}
          ordinary={sites.ordinaryAt(scope)}
          site={site}
        />
      )}
    </div>
  )
}

/** Where a county tablet records what belongs to no one site. */
function countyScope(definition: AnyDefinition): string | null {
  return definition.home === 'any' ? AUTHORITY_SCOPE : null
}

function placeName(scope: string, sites: Sites): string {
  return scope === AUTHORITY_SCOPE ? 'The whole county' : sites.nameOf(scope)
}

interface NewRecordProps {
  readonly definition: WithForm
  readonly scope: string
  readonly ordinary: string
  readonly site: string | null
}

function NewRecord({ definition, scope, ordinary, site }: NewRecordProps) {
  const tablet = useTablet()
  const navigate = useNavigate()
  const { kind, form } = definition
  const draftKey = newRecordDraftKey(scope, kind)
  const draft = useStoredDraft(draftKey, recordDraftSchema)
  const links = useLinkChoices(form.fields, scope)
  const last = useLastOfKind(scope, kind)
  if (draft === undefined || links === undefined || last === undefined) return null
  const search = tablet.siteId === null && site !== null ? `?site=${linkKey(site)}` : ''
  const done = (savedId: string): void => {
    if (form.offered === 'list') void navigate(`/lists/${kind}${search}`, { state: { savedId } })
    else void navigate(`/${search}`, { state: { savedId, form: `/log/kind/${kind}` } })
  }
  return (
    <Begun
      blank={() =>
        beginForm({
          fields: form.fields,
          last,
          today: tablet.clock.today(),
          hour: new Date(tablet.clock.now()).getHours(),
          siteId: site,
        })
      }
    >
      {(blank) => (
        <RecordForm
          kind={kind}
          fields={form.fields}
          blank={blank}
          draft={draft}
          draftKey={draftKey}
          seen={null}
          links={links}
          scope={scope}
          ordinary={ordinary}
          entryId={null}
          save={(body) => createRecord(tablet, { kind, scope, body, draftKey })}
          onSaved={done}
        />
      )}
    </Begun>
  )
}

/** Keeps the form as it was begun: an entry that comes in from elsewhere meanwhile changes nothing in it. */
function Begun<Form>({
  blank,
  children,
}: {
  readonly blank: () => Form
  readonly children: (blank: Form) => React.ReactNode
}) {
  const [begun] = useState(blank)
  return children(begun)
}

function NoSuchKind() {
  return (
    <div className="stack">
      <PageTitle title="No such kind of entry" />
      <p>
        This tablet has no kind of entry by that name. <Link to="/log">Choose what to log</Link>.
      </p>
    </div>
  )
}
