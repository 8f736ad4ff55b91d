import { CarryFile } from './carry-file.tsx'
import { ReceiptsIn } from './receipts-in.tsx'
import { SaveWaiting } from './save-waiting.tsx'
import { SpreadsheetButton } from './spreadsheet.tsx'

/** For a place that never has signal: what waits goes by file, and the receipts come back by file. */
export function Files({ isSaveOfferedAbove }: { isSaveOfferedAbove: boolean }) {
  return (
    <section className="sheet stack stack-wide" aria-labelledby="files-heading">
      <div className="stack stack-tight">
        <h2 id="files-heading">Without signal: by file</h2>
        <p>
          A file takes what waits here to any tablet that has signal, and brings the county’s receipts back.
          It may be loaded twice; nothing is counted twice.
        </p>
      </div>
      {!isSaveOfferedAbove && <SaveWaiting />}
      <CarryFile />
      <ReceiptsIn />
      <SpreadsheetButton />
    </section>
  )
}
