import type { ReactNode } from 'react'
import { Notice } from './notice.tsx'
import { PageTitle } from './page-title.tsx'
import { SiteSelect } from './site-select.tsx'

interface SiteHeadProps {
  readonly title: string
  readonly choice: {
    /** The site the screen is about; null while none is chosen. */
    readonly scope: string | null
    readonly sites:
      | {
          readonly open: readonly { readonly id: string; readonly name: string }[]
          nameOf(id: string): string
        }
      | undefined
    /** Null where there is nothing to choose. */
    readonly choose: ((siteId: string | null) => void) | null
  }
  /** What else stands under the title, after the site's name. */
  readonly says?: string | undefined
  /** What no choice is called, on screens that can show every site. */
  readonly everySite?: string
}

/** The head of a screen that is about a site: what it is, where it is, and on county tablets the choice of another. */
export function SiteHead({ title, choice: { scope, sites, choose }, says, everySite }: SiteHeadProps) {
  const place = scope === null ? everySite : sites?.nameOf(scope)
  const line = [place, says].filter((part) => part !== undefined).join(' · ')
  return (
    <>
      <div>
        <PageTitle title={title} />
        {line !== '' && <p className="muted">{line}</p>}
      </div>
      {choose !== null && sites !== undefined && (
        <SiteSelect sites={sites.open} value={scope} none={everySite ?? 'Choose a site'} onChange={choose} />
      )}
    </>
  )
}

interface SitePageProps extends Omit<SiteHeadProps, 'everySite'> {
  /** Asks for the site where none is chosen yet. */
  readonly asks: string
  readonly className?: string
  readonly children: (scope: string) => ReactNode
}

/** A screen that is about one site, and asks for it first. */
export function SitePage({ asks, className, children, ...head }: SitePageProps) {
  const { scope } = head.choice
  return (
    <div className={className === undefined ? 'stack stack-wide' : `stack stack-wide ${className}`}>
      <SiteHead {...head} />
      {scope === null ? (
        <Notice>
          <p>{asks}</p>
        </Notice>
      ) : (
        children(scope)
      )}
    </div>
  )
}
