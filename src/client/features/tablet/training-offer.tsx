import { useState } from 'react'
import { useTablet } from '#client/data/tablet-context.tsx'
import { makeTraining } from '#client/data/training.ts'
import { isTraining } from '#client/data/training-device.ts'
import { enterTraining } from '#client/ui/training-window.ts'

/** A look round for somebody new: a made-up year of this site, that nothing comes of. */
export function TrainingOffer() {
  const tablet = useTablet()
  const [said, setSaid] = useState('')
  if (isTraining(tablet)) return null
  const begin = async (): Promise<void> => {
    setSaid('Making a year up…')
    await makeTraining(tablet)
    enterTraining()
  }
  return (
    <section className="sheet stack" aria-labelledby="training-heading">
      <h2 id="training-heading">New here?</h2>
      <p>
        Have a look round in a made-up year of this site. Whatever you log there is counted nowhere and sent
        to nobody, and it is gone when you leave.
      </p>
      <div>
        <button
          type="button"
          className="button"
          onClick={() =>
            void begin().catch(() => setSaid('The tablet has no room for it. Nothing of yours was touched.'))
          }
        >
          Look round in training
        </button>
      </div>
      <p role="status" className="small">
        {said}
      </p>
    </section>
  )
}
