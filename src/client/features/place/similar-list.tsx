import { likenessInWords, type SimilarSite } from '#domain/place/similar-sites.ts'

/** Communities like this one, each with why. In the order of likeness, which says nothing of who does better. */
export function SimilarList({ similar }: { similar: readonly SimilarSite[] }) {
  if (similar.length === 0) return null
  return (
    <section className="sheet stack no-print" aria-labelledby="similar">
      <h2 id="similar" tabIndex={-1}>
        Similar places
      </h2>
      <ul className="place-similar">
        {similar.map((one) => (
          <li key={one.siteId}>
            <b>{one.name}</b>
            <p className="small">{one.reasons.map(likenessInWords).join('; ')}.</p>
            {one.but !== null && <p className="small muted">But {likenessInWords(one.but)}.</p>}
          </li>
        ))}
      </ul>
      <p className="small muted measure-text">
        Worked out from residents, staffed hours, deprivation, rurality and age, each counting alike. To
        compare with, never a league table.
      </p>
    </section>
  )
}
