import { useState } from 'react'
import { useSites } from '#client/data/sites.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { noteFileSaved, waitingFileOf } from '#client/data/waiting-file.ts'
import { saveFile } from '#client/ui/save-file.ts'
import { changesInWords } from './file-words.ts'

/** Puts what waits into a file that any other tablet can load. It stays here too, until the county has it. */
export function SaveWaiting({ isPressing = false }: { isPressing?: boolean }) {
  const tablet = useTablet()
  const sites = useSites()
  const [said, setSaid] = useState('')
  const save = async (): Promise<void> => {
    const place = tablet.siteId === null ? 'Whole county' : (sites?.nameOf(tablet.siteId) ?? '')
    const file = await waitingFileOf(tablet, place)
    if (file === null) return setSaid('Nothing waits, so there is nothing to save.')
    saveFile(file.name, file.bytes, 'application/gzip')
    await noteFileSaved(tablet, file.operations)
    setSaid(
      `Saved ${changesInWords(file.operations)} as ${file.name}, where this tablet keeps downloads. They wait here too, as before.`,
    )
  }
  const fail = (): void => setSaid('The file could not be made. Nothing here has changed; try again.')
  return (
    <div className="stack stack-tight">
      <div>
        <button
          type="button"
          className={isPressing ? 'button button-go' : 'button'}
          onClick={() => void save().catch(fail)}
        >
          Save what is waiting to a file
        </button>
      </div>
      <p role="status" className="small">
        {said}
      </p>
    </div>
  )
}
