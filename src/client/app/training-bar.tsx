import { removeTraining } from '#client/data/training.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { leaveTraining } from '#client/ui/training-window.ts'
import './training-bar.css'

/** On every screen of a look round: that nothing here counts, and the way out. */
export function TrainingBar() {
  const { db, device } = useTablet()
  const leave = async (): Promise<void> => {
    db.close()
    // What is left over is taken away when the next look round begins.
    await removeTraining(device).catch(() => undefined)
    leaveTraining()
  }
  return (
    <aside className="training-bar" aria-label="Training">
      <p>
        <b>Training.</b> A made-up year: nothing here is counted or sent.
      </p>
      <button type="button" className="button" onClick={() => void leave()}>
        Leave and take it away
      </button>
    </aside>
  )
}
