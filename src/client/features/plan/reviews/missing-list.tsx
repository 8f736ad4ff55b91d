import { Fragment } from 'react'
import { Link } from 'react-router'
import type { BodyOf } from '#domain/records/registry.ts'
import { AUDIENCE_LABEL, type Audience } from '#domain/records/vocabulary.ts'
import type { Named } from '#domain/plan/plan-tree.ts'
import type { Sites } from '#client/data/sites.ts'

interface MissingListProps {
  readonly missing: {
    readonly audiences: readonly Audience[]
    readonly groupIds: readonly string[]
    readonly siteIds: readonly string[]
  }
  readonly groups: readonly Named<BodyOf<'target-group'>>[]
  readonly sites: Sites
  /** "ran" or "is planned". */
  readonly nothing: string
}

/** Ages, groups and sites that there is nothing for. */
export function MissingList({ missing, groups, sites, nothing }: MissingListProps) {
  const { audiences, groupIds, siteIds } = missing
  const nameOf = (id: string): string => groups.find((group) => group.id === id)?.body.name ?? id
  const lines = [
    { of: 'For these ages', names: audiences.map((one) => AUDIENCE_LABEL[one]) },
    { of: 'For these target groups', names: groupIds.map(nameOf) },
    { of: 'At these sites', names: siteIds.map(sites.nameOf) },
  ].filter(({ names }) => names.length > 0)
  return (
    <section className="sheet stack" aria-labelledby="missing">
      <h2 id="missing">Gaps</h2>
      {lines.length === 0 && <p>None: something {nothing} for every age, target group and site.</p>}
      {lines.length > 0 && (
        <dl className="facts" aria-label="Gaps">
          {lines.map(({ of, names }) => (
            <Fragment key={of}>
              <dt>
                {of} nothing {nothing}
              </dt>
              <dd>{names.join(', ')}</dd>
            </Fragment>
          ))}
        </dl>
      )}
      <p className="small">
        <Link className="plan-line-title" to="/place">
          Who lives where and is reached least: Our place
        </Link>
      </p>
    </section>
  )
}
