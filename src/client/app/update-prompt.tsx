import { Notice } from '#client/ui/notice.tsx'
import { applyUpdate, useUpdate } from './updates.ts'

/** A quiet word about a newer build. Over an open form it only says that the time is after saving. */
export function UpdatePrompt({ isFormOpen }: { isFormOpen: boolean }) {
  const isWaiting = useUpdate((update) => update.waiting)
  if (!isWaiting) return null
  return (
    <div className="update-prompt" role="status">
      <Notice>
        <p className="row row-tight">
          <span>A new version is ready{isFormOpen ? '. You can take it after you save.' : '.'}</span>
          {!isFormOpen && (
            <button type="button" className="button push" onClick={applyUpdate}>
              Update now
            </button>
          )}
        </p>
      </Notice>
    </div>
  )
}
