import { Link } from 'react-router'
import type { MonthSpan } from '#domain/measures/standing.ts'
import { dayInWords } from '#domain/time/local-date.ts'
import { entryPath } from '#domain/records/link-key.ts'
import type { Sites } from '#client/data/sites.ts'
import { useStory } from '#client/data/stories.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { Loading } from './progress-parts.tsx'

interface StoryPartProps {
  readonly priorityId: string
  /** Null for the whole county. */
  readonly site: string | null
  readonly sites: Sites
  readonly span: MonthSpan
}

/** The one story of the quarter, told with consent. */
export function StoryPart({ priorityId, site, sites, span }: StoryPartProps) {
  const { clock } = useTablet()
  const story = useStory(priorityId, site, span)
  if (story === undefined) return <Loading />
  return (
    <section className="sheet stack" aria-labelledby="story">
      <h2 id="story">A story of this quarter</h2>
      {story === null ? (
        <p className="muted">
          None yet that somebody agreed to.{' '}
          <Link className="no-print" to="/log/kind/story">
            Write one down
          </Link>
        </p>
      ) : (
        <figure className="stack stack-tight">
          <blockquote className="measure-text">{story.body.told}</blockquote>
          <figcaption className="small muted">
            <Link to={entryPath(story.id)}>{story.body.title}</Link> · {sites.nameOf(story.scope)},{' '}
            {dayInWords(story.body.day, clock.today())}. Told with consent.
          </figcaption>
        </figure>
      )}
    </section>
  )
}
