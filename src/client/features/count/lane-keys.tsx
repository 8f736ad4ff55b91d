import { useRef } from 'react'
import { type Lane, LANE_LABEL, laneTotal, type PadState } from '#domain/records/counting-pad.ts'

interface LaneKeysProps {
  readonly lanes: readonly Lane[]
  readonly state: PadState
  readonly isOpen: boolean
  readonly onTap: (lane: Lane, by: 1 | -1) => void
}

/** A big key for each lane, with a small one beside it that takes one away. */
export function LaneKeys({ lanes, state, isOpen, onTap }: LaneKeysProps) {
  return (
    <div className="lanes" role="group" aria-label="Count">
      {lanes.map((lane, index) => (
        <div key={lane} className="lane">
          <PressButton
            className={index === 0 ? 'lane-key lane-first' : 'lane-key'}
            label={`${LANE_LABEL[lane]}: ${laneTotal(state, lane)}, one more`}
            shortcut={String(index + 1)}
            isOff={!isOpen}
            onPress={() => onTap(lane, 1)}
          >
            <span className="lane-name">{LANE_LABEL[lane]}</span>{' '}
            <span className="lane-figure">{laneTotal(state, lane)}</span>
          </PressButton>
          <PressButton
            className="lane-minus"
            label={`${LANE_LABEL[lane]}: one fewer`}
            isOff={!isOpen || laneTotal(state, lane) === 0}
            onPress={() => onTap(lane, -1)}
          >
            −
          </PressButton>
        </div>
      ))}
    </div>
  )
}

interface PressButtonProps {
  readonly className: string
  readonly label: string
  /** The key of a keyboard that does the same; shown where there is one. */
  readonly shortcut?: string
  readonly isOff: boolean
  readonly onPress: () => void
  readonly children: React.ReactNode
}

/** Acts when it is pressed, not when it is let go; a click with no press before it comes from a keyboard or a screen reader. */
function PressButton({ className, label, shortcut, isOff, onPress, children }: PressButtonProps) {
  const wasPressed = useRef(false)
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-keyshortcuts={shortcut}
      data-shortcut={shortcut}
      aria-disabled={isOff}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        wasPressed.current = true
        if (!isOff) onPress()
      }}
      onClick={() => {
        if (!wasPressed.current && !isOff) onPress()
        wasPressed.current = false
      }}
    >
      {children}
    </button>
  )
}
