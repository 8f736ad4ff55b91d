import { Link, useSearchParams } from 'react-router'
import { registry } from '#domain/records/registry.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { PageTitle } from '#client/ui/page-title.tsx'

/** What the county and the site keep so that entries can name it: presets, volunteers, schools, hours and the like. */
export function ListsPage() {
  const { siteId } = useTablet()
  const [search] = useSearchParams()
  const lists = registry.filter(({ form }) => form?.offered === 'list')
  const own = lists.filter(({ home }) => home !== 'authority')
  const county = lists.filter(({ home }) => home === 'authority')
  return (
    <div className="stack stack-wide">
      <PageTitle title="Lists" />
      <ListOfLists
        heading={siteId === null ? 'Kept for each site' : 'Kept here'}
        lists={own}
        search={search}
      />
      <ListOfLists
        heading={siteId === null ? 'Kept by the county' : 'Kept by the county, to look up'}
        lists={county}
        search={search}
      />
    </div>
  )
}

interface ListOfListsProps {
  readonly heading: string
  readonly lists: readonly (typeof registry)[number][]
  readonly search: URLSearchParams
}

function ListOfLists({ heading, lists, search }: ListOfListsProps) {
  return (
    <section className="stack">
      <h2>{heading}</h2>
      <ul className="tiles plain-list">
        {lists.map(({ kind, label, form }) => (
          <li key={kind}>
            <Link className="tile" to={{ pathname: `/lists/${kind}`, search: search.toString() }}>
              <span className="tile-name">{form?.plural ?? label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
