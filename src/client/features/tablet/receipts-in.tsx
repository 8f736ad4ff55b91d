import { useState } from 'react'
import { loadReceiptFile, type ReceiptFileLoaded } from '#client/data/receipt-file.ts'
import { useTablet } from '#client/data/tablet-context.tsx'
import { FileField } from '#client/ui/file-field.tsx'
import { Notice } from '#client/ui/notice.tsx'
import { Problem } from './carry-file.tsx'
import { changesInWords, RECEIPT_WORDS } from './file-words.ts'

/** Load the receipts that came back for a file this tablet saved. */
export function ReceiptsIn() {
  const tablet = useTablet()
  const [loaded, setLoaded] = useState<ReceiptFileLoaded | null>(null)
  const load = async (file: File): Promise<void> =>
    setLoaded(await loadReceiptFile(tablet, await file.text()))
  return (
    <div className="stack stack-tight">
      <FileField
        label="Load a receipt file"
        hint="The one that another tablet saved after it sent this tablet’s file."
        accept=".json"
        onChoose={(file) => void load(file).catch(() => setLoaded({ ok: false, code: 'damaged' }))}
      />
      <div role="status">
        {loaded !== null && !loaded.ok && <Problem words={RECEIPT_WORDS[loaded.code]} />}
        {loaded !== null && loaded.ok && (
          <Notice tone="good">
            <p>
              {loaded.settled === 0
                ? 'These receipts were known here already.'
                : `Receipts for ${changesInWords(loaded.settled)} are in.`}
            </p>
          </Notice>
        )}
      </div>
    </div>
  )
}
