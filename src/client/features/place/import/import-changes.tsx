import type { FigureChange } from '#domain/place/import-figures.ts'
import { valueInWords } from '#domain/place/profile-words.ts'

interface ImportChangesProps {
  readonly changes: readonly FigureChange[]
  readonly notes: readonly string[]
}

/** More rows than anybody reads; the rest is counted. */
const SHOWN = 200

/** What would be different, before anything is saved. */
export function ImportChanges({ changes, notes }: ImportChangesProps) {
  const areas = new Set(changes.map(({ areaName }) => areaName)).size
  return (
    <section className="sheet stack" aria-labelledby="import-changes">
      <h2 id="import-changes">What would change</h2>
      <p>
        {changes.length === 0
          ? 'Nothing: every figure is the same as here.'
          : `${changes.length.toLocaleString('en-GB')} ${changes.length === 1 ? 'figure' : 'figures'} of ${areas} ${areas === 1 ? 'area' : 'areas'}.`}
      </p>
      {notes.map((note) => (
        <p key={note} className="small muted">
          {note}
        </p>
      ))}
      {changes.length > 0 && (
        // Reachable by keyboard, because it has to be scrolled.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className="place-table place-area-table" tabIndex={0} aria-label="Table of changes">
          <table>
            <thead>
              <tr>
                <th scope="col">Area</th>
                <th scope="col">Figure</th>
                <th scope="col">Now</th>
                <th scope="col">In the file</th>
              </tr>
            </thead>
            <tbody>
              {changes.slice(0, SHOWN).map(({ areaName, figure, before, after }) => (
                <tr key={`${areaName} ${figure.code}`}>
                  <th scope="row">{areaName}</th>
                  <td>{figure.label}</td>
                  <td>{valueInWords(before, figure.unit)}</td>
                  <td>{valueInWords(after, figure.unit)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {changes.length > SHOWN && <p className="small muted">The first {SHOWN} of them are shown.</p>}
    </section>
  )
}
