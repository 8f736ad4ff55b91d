import { useState } from 'react'
import { Notice } from './notice.tsx'

interface BroughtBackProps<Form> {
  readonly draft: Form
  readonly blank: Form
  readonly put: (form: Form) => void
}

/** Says that a draft was brought back. Starting afresh can be undone, so nobody is asked whether they are sure. */
export function BroughtBack<Form>({ draft, blank, put }: BroughtBackProps<Form>) {
  const [isAfresh, setIsAfresh] = useState(false)
  const turn = (): void => {
    put(isAfresh ? draft : blank)
    setIsAfresh(!isAfresh)
  }
  return (
    <Notice>
      <p className="row row-tight">
        <span>{isAfresh ? 'Started afresh.' : 'Brought back what you had typed.'}</span>
        <button type="button" className="button button-quiet" onClick={turn}>
          {isAfresh ? 'Bring it back' : 'Start afresh'}
        </button>
      </p>
    </Notice>
  )
}
