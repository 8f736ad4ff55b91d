import { lazy, Suspense } from 'react'
import { useParams } from 'react-router'
import { useEntry } from '#client/data/entries.ts'

const SessionCorrection = lazy(async () => ({
  default: (await import('#client/features/log/session/correction-page.tsx')).CorrectionPage,
}))
const RecordCorrection = lazy(async () => ({
  default: (await import('#client/features/log/record/record-correction.tsx')).RecordCorrection,
}))

/** Correcting an entry, in the form its kind is logged with. */
export function CorrectionRoute() {
  const { id = '' } = useParams()
  const entry = useEntry(id)
  if (entry === undefined) return null
  const isOther = entry !== null && entry.session === null && entry.isReadable
  return (
    <Suspense fallback={null}>
      {isOther ? <RecordCorrection entry={entry} /> : <SessionCorrection />}
    </Suspense>
  )
}
