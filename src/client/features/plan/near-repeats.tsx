import { Link } from 'react-router'
import { nearRepeatsOf } from '#domain/plan/near-repeats.ts'
import type { ActionPart, HeldPlans } from '#domain/plan/plan-part.ts'
import { linkKey } from '#domain/records/link-key.ts'

interface NearRepeatsProps {
  readonly action: ActionPart
  readonly held: HeldPlans
  readonly search: string
}

/** Actions that say nearly the same as this one, whichever of the two was marked. */
export function NearRepeats({ action, held, search }: NearRepeatsProps) {
  const found = nearRepeatsOf(action, held.parts)
  if (found.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="near-repeats">
      <h2 id="near-repeats">Nearly the same</h2>
      <p className="small muted">Look at these before work begins: they may be one piece of work.</p>
      <ul className="plan-list" aria-label="Nearly the same">
        {found.map(({ id, body }) => (
          <li key={id}>
            <Link className="plan-line-title" to={`/plan/action/${linkKey(id)}${search}`}>
              {body.code} {body.text}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
