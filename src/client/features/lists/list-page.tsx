import { useState } from 'react'
import { Link, useLocation, useParams, useSearchParams } from 'react-router'
import * as v from 'valibot'
import { valueInWords } from '#domain/records/fact-words.ts'
import type { FieldSet } from '#domain/records/fields/field.ts'
import { correctionPath, entryPath, linkKey, siteInLink } from '#domain/records/link-key.ts'
import { definitionOf } from '#domain/records/registry.ts'
import { type ListItem, useList } from '#client/data/lists.ts'
import { useRecordNames } from '#client/data/record-names.ts'
import { type ClosedSite, type Sites, useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'
import { SiteSelect } from '#client/ui/site-select.tsx'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'
import { TextField } from '#client/ui/field.tsx'

const savedSchema = v.object({ savedId: v.string() })

/** One list: what is in it, with a way to add and, for those who keep it, to change. */
export function ListPage() {
  const { kind = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const { siteId } = useTablet()
  const sites = useSites()
  const { state } = useLocation()
  const definition = definitionOf(kind)
  const form = definition?.form
  if (sites === undefined) return null
  if (definition === undefined || form?.offered !== 'list') return <NoSuchList />
  const site = siteInLink(siteId, search.get('site'))
  const isCountyList = definition.home === 'authority'
  const scope = isCountyList
    ? AUTHORITY_SCOPE
    : (site ?? (definition.home === 'any' ? AUTHORITY_SCOPE : null))
  const mayKeep = siteId === null || !isCountyList
  return (
    <div className="stack stack-wide">
      <div className="stack stack-tight">
        <Link to={{ pathname: '/lists', search: search.toString() }}>All lists</Link>
        <PageTitle title={form.plural} />
      </div>
      {v.is(savedSchema, state) && (
        <Notice tone="good">
          <p>
            <b>Saved on this tablet.</b>
          </p>
        </Notice>
      )}
      {siteId === null && !isCountyList && (
        <SiteSelect
          sites={sites.open}
          value={site}
          none={definition.home === 'any' ? 'The whole county' : 'Choose a site'}
          onChange={(id) => setSearch(id === null ? {} : { site: linkKey(id) }, { replace: true })}
        />
      )}
      {!mayKeep && (
        <p className="muted">The county’s team keeps this list. Everyone can look things up in it.</p>
      )}
      {scope === null ? (
        <Notice>
          <p>Choose the site whose list it is.</p>
        </Notice>
      ) : (
        <>
          {mayKeep && (
            <div>
              <Link
                className="button button-go"
                to={{ pathname: `/lists/${kind}/new`, search: search.toString() }}
              >
                Add to the list
              </Link>
            </div>
          )}
          <Items
            kind={kind}
            fields={form.fields}
            titled={form.titled}
            scope={scope}
            mayKeep={mayKeep}
            sites={sites}
          />
        </>
      )}
    </div>
  )
}

interface ItemsProps {
  readonly kind: string
  readonly fields: FieldSet
  readonly titled: readonly string[]
  readonly scope: string
  readonly mayKeep: boolean
  readonly sites: Sites
}

/** So many stand without a search. */
const NO_SEARCH = 12

function Items({ kind, fields, titled, scope, mayKeep, sites }: ItemsProps) {
  const { clock, siteId } = useTablet()
  const names = useRecordNames(scope)
  const items = useList(kind, scope)
  const [words, setWords] = useState('')
  if (items === undefined || names === undefined) return null
  if (items.length === 0) return <p className="sheet">Nothing in the list yet.</p>
  const about = { kind, names, today: clock.today() }
  // What a volunteer is called at a site is for that site's eyes only.
  const shown = titled.filter((name) => fields[name]?.isPrivate !== true || siteId === scope)
  const lines = items.map((item) => ({
    item,
    parts: shown.flatMap((name) =>
      item.body[name] === undefined || item.body[name] === null
        ? []
        : [valueInWords(name, item.body[name], about)],
    ),
  }))
  const found = lines.filter(({ parts }) =>
    parts.join(' ').toLowerCase().includes(words.trim().toLowerCase()),
  )
  return (
    <div className="stack">
      {items.length > NO_SEARCH && (
        <TextField label="Search the list" type="search" value={words} onChange={setWords} />
      )}
      {found.length === 0 && <p role="status">Nothing matches.</p>}
      <ul className="sheet plain-list stack stack-tight">
        {found.map(({ item, parts }) => (
          <Item
            key={item.id}
            item={item}
            parts={parts}
            mayKeep={mayKeep}
            sites={kind === 'site' ? sites : undefined}
          />
        ))}
      </ul>
    </div>
  )
}

interface ItemProps {
  readonly item: ListItem
  readonly parts: readonly string[]
  readonly mayKeep: boolean
  /** Given in the list of sites, which can be closed and merged. */
  readonly sites: Sites | undefined
}

function Item({ item, parts, mayKeep, sites }: ItemProps) {
  const [name = 'Without a name', ...rest] = parts
  const closed = sites?.closed.find(({ id }) => id === item.id)
  return (
    <li className="row">
      <span>
        <Link to={entryPath(item.id)}>{name}</Link>
        {rest.length > 0 && <span className="muted"> · {rest.join(' · ')}</span>}
        {item.deleted && <b> (taken out)</b>}
        {sites !== undefined && closed !== undefined && <b> ({closedInWords(closed, sites)})</b>}
      </span>
      {mayKeep && !item.deleted && (
        <span className="row row-tight push">
          {sites !== undefined && <MergeLink id={item.id} sites={sites} />}
          <Link className="button button-quiet" to={correctionPath(item.id)} aria-label={`Change ${name}`}>
            Change
          </Link>
        </span>
      )}
    </li>
  )
}

function closedInWords({ merge }: ClosedSite, sites: Sites): string {
  return merge === null ? 'closed' : `merged into ${sites.nameOf(merge.intoId)}`
}

/** The way to merge a site that records something, and to undo that. */
function MergeLink({ id, sites }: { id: string; sites: Sites }) {
  const isMerged = sites.closed.some((site) => site.id === id && site.merge !== null)
  if (!isMerged && sites.open.every((site) => site.id !== id)) return null
  return (
    <Link
      className="button button-quiet"
      to={`/lists/site/${linkKey(id)}/merge`}
      aria-label={`${isMerged ? 'See the merge of' : 'Merge'} ${sites.nameOf(id)}`}
    >
      {isMerged ? 'See the merge' : 'Merge'}
    </Link>
  )
}

function NoSuchList() {
  return (
    <div className="stack">
      <PageTitle title="No such list" />
      <p>
        This tablet has no list by that name. <Link to="/lists">See the lists</Link>.
      </p>
    </div>
  )
}
