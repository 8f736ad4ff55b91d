import { useEffect, useRef } from 'react'
import './error-summary.css'

export interface SummaryProblem {
  /** The id of the input to go to; left out where no one field is at fault. */
  readonly fieldId?: string | undefined
  readonly message: string
}

interface ErrorSummaryProps {
  readonly problems: readonly SummaryProblem[]
  /** Changes with every try, so that the same problems take the focus again. */
  readonly attempt: number
}

/** What stands in the way, at the head of a form. Takes the focus when it appears; each line leads to its field. */
export function ErrorSummary({ problems, attempt }: ErrorSummaryProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problems.length > 0) box.current?.focus()
  }, [attempt, problems.length])
  if (problems.length === 0) return null
  return (
    <div className="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>There is a problem</h2>
      <ul>
        {problems.map(({ fieldId, message }) => (
          <li key={`${fieldId ?? ''} ${message}`}>
            {fieldId === undefined ? message : <ProblemLink fieldId={fieldId} message={message} />}
          </li>
        ))}
      </ul>
    </div>
  )
}

function ProblemLink({ fieldId, message }: { fieldId: string; message: string }) {
  return (
    <a
      href={`#${fieldId}`}
      onClick={(event) => {
        event.preventDefault()
        document.getElementById(fieldId)?.focus()
      }}
    >
      {message}
    </a>
  )
}
