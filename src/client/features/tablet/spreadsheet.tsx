import { useState } from 'react'
import { readNames } from '#client/data/record-names.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { waitingRows } from '#client/data/waiting-file.ts'
import { saveFile } from '#client/ui/save-file.ts'
import { changesInWords } from './file-words.ts'

/** Without it, spreadsheet programs take the file for another alphabet. */
const BYTE_ORDER_MARK = '\uFEFF'

/** What waits, for people to read. No tablet can load it. */
export function SpreadsheetButton() {
  const tablet = useTablet()
  const [said, setSaid] = useState('')
  const save = async (): Promise<void> => {
    const rows = await waitingRows(tablet, await readNames(tablet.db, tablet.siteId))
    if (rows.length === 0) return setSaid('Nothing waits, so there is nothing to save.')
    const { default: Papa } = await import('papaparse')
    // A note that begins with "=" stays a note and never becomes a formula.
    const table = Papa.unparse([...rows], { escapeFormulae: true })
    saveFile(`branchline-waiting-${tablet.clock.today()}.csv`, BYTE_ORDER_MARK + table, 'text/csv')
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
