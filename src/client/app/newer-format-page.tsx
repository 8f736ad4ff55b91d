import { useState } from 'react'
import type { Device } from '#client/data/device.ts'
import { waitingFileFromNewer } from '#client/data/newer-format.ts'
import { FrontPage } from '#client/ui/front-page.tsx'
import { saveFile } from '#client/ui/save-file.ts'

/**
 * A newer Branchline has used this tablet's storage, and this older one does not write to it. What waits
 * there can still be read, and saved to a file that any tablet can load.
 */
export function NewerFormatPage({ device }: { device: Device }) {
  const [said, setSaid] = useState('')
  const save = async (): Promise<void> => {
    const file = await waitingFileFromNewer(device)
    if (file === null) return setSaid('Nothing waits on this tablet that this older Branchline can read.')
    saveFile(file.name, file.bytes, 'application/gzip')
    const changes = file.operations === 1 ? '1 change' : `${file.operations} changes`
    setSaid(
      `Saved ${changes} as ${file.name}, where this tablet keeps downloads. They wait here too, as before.`,
    )
  }
  return (
    <FrontPage title="Branchline needs to update" reload>
      <p>
        A newer Branchline has been used on this tablet, and this older one will not write over what it keeps.
        Everything you logged is safe. Close other Branchline tabs, make sure there is signal, and reload.
      </p>
      <p>
        If there is no signal, save what is waiting to a file: any other tablet can load it. Until this one is
        updated, write down on paper what happens, and log it afterwards.
      </p>
      <p>
        <button
          type="button"
          className="button"
          onClick={() =>
            void save().catch(() => setSaid('The file could not be made. Reload and try again.'))
          }
        >
          Save what is waiting to a file
        </button>
      </p>
      <p role="status">{said}</p>
    </FrontPage>
  )
}
