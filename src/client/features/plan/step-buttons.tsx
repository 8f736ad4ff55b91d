interface StepButtonsProps {
  /** What the buttons are about, read out with them. */
  readonly words: string
  onEdit(): void
  onRemove(): void
}

/** Changes one milestone or one piece of evidence, or takes it out. */
export function StepButtons({ words, onEdit, onRemove }: StepButtonsProps) {
  return (
    <div className="row no-print">
      <button type="button" className="button" aria-label={`Change ${words}`} onClick={onEdit}>
        Change
      </button>
      <button type="button" className="button" aria-label={`Take out ${words}`} onClick={onRemove}>
        Take it out
      </button>
    </div>
  )
}
