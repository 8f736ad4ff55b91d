import { useState } from 'react'
import { useTablet } from '#client/data/tablet-context.tsx'
import { type Carried, carryFile } from '#client/sync/carry.ts'
import { FileField } from '#client/ui/file-field.tsx'
import { momentInWords } from '#client/ui/moment-words.ts'
import { Notice } from '#client/ui/notice.tsx'
import { saveFile } from '#client/ui/save-file.ts'
import { CARRY_WORDS, changesInWords } from './file-words.ts'

type Stage =
  | { readonly at: 'idle' | 'sending' | 'unread' }
  | { readonly at: 'sent'; readonly carried: Carried }

/** Load a file from another tablet: this one sends it, and gives back receipts to take there. */
export function CarryFile() {
  const tablet = useTablet()
  const [stage, setStage] = useState<Stage>({ at: 'idle' })
  const load = async (file: File): Promise<void> => {
    setStage({ at: 'sending' })
    const bytes = new Uint8Array(await file.arrayBuffer())
    setStage({ at: 'sent', carried: await carryFile(tablet, bytes) })
  }
  return (
    <div className="stack stack-tight">
      <FileField
        label="Load a file from another tablet"
        hint="This tablet sends it on. Loading the same file twice does no harm."
        accept=".gz"
        onChoose={(file) => void load(file).catch(() => setStage({ at: 'unread' }))}
      />
      <div role="status">
        {stage.at === 'sending' && <p>Sending…</p>}
        {stage.at === 'unread' && <Problem words="The file could not be read. Choose it once more." />}
        {stage.at === 'sent' && !stage.carried.ok && <Problem words={CARRY_WORDS[stage.carried.code]} />}
        {stage.at === 'sent' && stage.carried.ok && <Sent carried={stage.carried} />}
      </div>
    </div>
  )
}

export function Problem({ words }: { words: string }) {
  return (
    <Notice tone="warn">
      <p>{words}</p>
    </Notice>
  )
}

function Sent({ carried }: { carried: Extract<Carried, { ok: true }> }) {
  const { clock } = useTablet()
  const { header, taken, notTaken, held, receiptFile } = carried
  return (
    <Notice tone="good">
      <p>
        <b>{header.place === '' ? 'Another tablet' : header.place}</b>: {changesInWords(header.count)}, saved
        by {header.by} {momentInWords(header.savedAt, clock.now())}
      </p>
      <ul className="plain-list">
        <li>Taken by the county: {taken}</li>
        {notTaken > 0 && <li>Not taken: {notTaken}. The other tablet says why, once it has the receipts.</li>}
        {held > 0 && <li>Waiting for an earlier change: {held}</li>}
      </ul>
      <p>
        <button
          type="button"
          className="button"
          onClick={() => saveFile(receiptFile.name, receiptFile.text, 'application/json')}
        >
          Save the receipt file
        </button>
      </p>
      <p className="small">
        Take it back to the other tablet and load it there, so that it knows what was received.
      </p>
    </Notice>
  )
}
