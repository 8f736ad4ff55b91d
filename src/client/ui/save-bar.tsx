import './form.css'

interface SaveBarProps {
  /** What saving will do, said beside the button. */
  readonly saves: string
  readonly isSaving: boolean
  /** True while the disk would not take a draft of the form. */
  readonly isUnkept: boolean
}

/** The one way to save a form, always in sight. */
export function SaveBar({ saves, isSaving, isUnkept }: SaveBarProps) {
  return (
    <div className="save-bar">
      <button type="submit" className="button button-go" aria-disabled={isSaving} aria-describedby="saves-as">
        Save on this tablet
      </button>
      <p id="saves-as" className="muted">
        {isUnkept ? 'The tablet could not keep a draft of this: save it before you leave.' : saves}
      </p>
    </div>
  )
}
