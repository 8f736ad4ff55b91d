import { type ReactNode, useEffect, useId, useRef } from 'react'
import './sheet.css'

interface SheetProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A few choices over the screen they are about. Escape, a tap beside it and the button all close it. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="sheet-dialog" aria-labelledby={titleId} onClose={onClose} closedby="any">
      <div className="stack sheet-body">
        <div className="row">
          <h2 id={titleId}>{title}</h2>
          <button type="button" className="button push" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
