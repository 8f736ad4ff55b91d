import { dayInWords, type LocalDate } from '#domain/time/local-date.ts'
import { useTablet } from '#client/data/tablet-context.tsx'

interface RemovedStepsProps {
  /** What is listed, as in "milestones". */
  readonly what: string
  readonly steps: readonly {
    readonly key: string
    readonly words: string
    readonly removed: { readonly on: LocalDate; readonly by: string }
  }[]
  /** Null where nothing may be changed. */
  readonly onPutBack: ((key: string) => void) | null
}

/** What was taken out, by whom and when; it is kept and can be put back. */
export function RemovedSteps({ what, steps, onPutBack }: RemovedStepsProps) {
  const { clock } = useTablet()
  if (steps.length === 0) return null
  return (
    <details>
      <summary className="plan-summary">Taken out ({steps.length})</summary>
      <ul className="plan-list" aria-label={`Taken out of the ${what}`}>
        {steps.map(({ key, words, removed }) => (
          <li key={key}>
            <p>
              <s>{words}</s>
            </p>
            <p className="small muted">
              taken out on {dayInWords(removed.on, clock.today())} by {removed.by}
            </p>
            {onPutBack !== null && (
              <button
                type="button"
                className="button no-print"
                aria-label={`Put back ${words}`}
                onClick={() => onPutBack(key)}
              >
                Put it back
              </button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
