import { LANE_LABEL, type PadState } from '#domain/records/counting-pad.ts'

const SHOWN = 5
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** The last few taps, each with a way to take it back. */
export function TapList({ taps, onUndo }: { taps: PadState['taps']; onUndo: (n: number) => void }) {
  return (
    <section className="stack stack-tight tap-list" aria-label="The last taps">
      <ul className="plain-list">
        {taps.slice(0, SHOWN).map(({ n, at, event }) => (
          <li key={n} className="row row-tight">
            <span className="small">
              {time.format(at)} {event.by === 1 ? '+1' : '−1'} {LANE_LABEL[event.lane]}
            </span>
            <button
              type="button"
              className="button button-quiet"
              aria-label={`Undo ${event.by === 1 ? 'one more' : 'one fewer'} ${LANE_LABEL[event.lane]}, ${time.format(at)}`}
              onClick={() => onUndo(n)}
            >
              Undo
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
