import { Notice } from './notice.tsx'
import './import-problems.css'

interface ImportProblemsProps {
  readonly problems: readonly {
    readonly row: number | string
    readonly column: string
    readonly words: string
  }[]
}

/** Everything that is wrong with the file, by row and column. Nothing is taken from it. */
export function ImportProblems({ problems }: ImportProblemsProps) {
  return (
    <section className="sheet stack" aria-labelledby="import-problems">
      <h2 id="import-problems">To put right in the file</h2>
      <Notice tone="warn">
        <p>
          <b>Nothing was changed.</b>{' '}
          {problems.length === 1 ? 'One thing does' : `${problems.length} things do`} not fit.
        </p>
      </Notice>
      <ul className="import-problems" aria-label="Problems">
        {problems.map(({ row, column, words }) => (
          <li key={`${row} ${column} ${words}`}>
            <b>
              {typeof row === 'number' ? `Row ${row}` : row}
              {column === '' ? '' : `, ${column}`}:
            </b>{' '}
            {words}
          </li>
        ))}
      </ul>
    </section>
  )
}
