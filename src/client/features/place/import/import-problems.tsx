import type { ImportProblem } from '#domain/place/import-figures.ts'
import { Notice } from '#client/ui/notice.tsx'

/** Everything that is wrong with the file, by row and column. Nothing is taken from it. */
export function ImportProblems({ problems }: { problems: readonly ImportProblem[] }) {
  return (
    <section className="sheet stack" aria-labelledby="import-problems">
      <h2 id="import-problems">To put right in the file</h2>
      <Notice tone="warn">
        <p>
          <b>Nothing was changed.</b>{' '}
          {problems.length === 1 ? 'One thing does' : `${problems.length} things do`} not fit.
        </p>
      </Notice>
      <ul className="place-problems" aria-label="Problems">
        {problems.map(({ row, column, words }) => (
          <li key={`${row} ${column} ${words}`}>
            <b>
              Row {row}
              {column === '' ? '' : `, ${column}`}:
            </b>{' '}
            {words}
          </li>
        ))}
      </ul>
    </section>
  )
}
