import { useState } from 'react'
import { readNames } from '#client/data/record-names.ts'
import { writeTable } from '#client/ui/table-files.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { waitingRows } from '#client/data/waiting-file.ts'
import { saveFile } from '#client/ui/save-file.ts'
import { changesInWords } from './file-words.ts'

/** What waits, for people to read. No tablet can load it. */
export function SpreadsheetButton() {
  const tablet = useTablet()
  const [said, setSaid] = useState('')
  const save = async (): Promise<void> => {
    const rows = await waitingRows(tablet, await readNames(tablet.db, tablet.siteId))
    if (rows.length === 0) return setSaid('Nothing waits, so there is nothing to save.')
    saveFile(`branchline-waiting-${tablet.clock.today()}.csv`, await writeTable(rows), 'text/csv')
    setSaid(`Saved ${changesInWords(rows.length)} as a spreadsheet, where this tablet keeps downloads.`)
  }
  return (
    <div className="stack stack-tight">
      <div>
        <button
          type="button"
          className="button"
          onClick={() => void save().catch(() => setSaid('The spreadsheet could not be made. Try again.'))}
        >
          Waiting entries as a spreadsheet (CSV)
        </button>
      </div>
      <p role="status" className="small">
        {said}
      </p>
    </div>
  )
}
