import { Link } from 'react-router'
import { type PlanReview, reviewsFor } from '#domain/plan/plan-reviews.ts'

/** Reviews, each with what it tells. */
export function ReviewLinks({
  reviews,
  label,
}: {
  readonly reviews: readonly PlanReview[]
  readonly label: string
}) {
  return (
    <ul className="plan-list" aria-label={label}>
      {reviews.map(({ key, title, says, path }) => (
        <li key={key}>
          <Link className="plan-line-title" to={path}>
            {title}
          </Link>
          <p className="small">{says}</p>
        </li>
      ))}
    </ul>
  )
}

/** The reviews that answer an action, by its wording. */
export function ActionReviews({ text }: { readonly text: string }) {
  const reviews = reviewsFor(text)
  if (reviews.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="reviews">
      <h2 id="reviews">What the records say</h2>
      <ReviewLinks reviews={reviews} label="Reviews" />
    </section>
  )
}
