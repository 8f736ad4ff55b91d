import type { StopReason } from '#client/data/open-tablet.ts'
import { FrontPage } from '#client/ui/front-page.tsx'

export function NotEnrolledPage() {
  return (
    <FrontPage title="This tablet is not set up yet">
      <p>
        Ask the county team for a link for this tablet, and open it in this browser. The link works once and
        for a short while, so open it as soon as you have it.
      </p>
      <p>Setting up needs signal, this once. After that Branchline works without.</p>
    </FrontPage>
  )
}

export function NoStoragePage() {
  return (
    <FrontPage title="This browser cannot keep your entries" reload>
      <p>
        Branchline keeps what you log on the tablet itself, and this browser gives it no storage. Leave any
        private window and allow this site to keep data, then reload. If the tablet is full, make some room
        first.
      </p>
    </FrontPage>
  )
}

export function BlockedPage() {
  return (
    <FrontPage title="Close the other Branchline tabs" reload>
      <p>
        An older Branchline is open in another tab or window of this tablet. Close it, and this one carries on
        by itself. What was typed there is kept.
      </p>
    </FrontPage>
  )
}

const STOPPED: Record<StopReason, { readonly title: string; readonly text: readonly string[] }> = {
  'storage-gone': {
    title: 'Branchline has stopped',
    text: [
      'This tablet’s storage was cleared while Branchline was open, or the tablet took it away. Nothing can be typed any more, because it could not be kept.',
      'Entries marked “received” or “counted” are safe with the county. Those still marked “on this tablet” may be gone: note down what you remember, and tell the county team.',
      'Reload to see what is left. If the tablet asks to be set up, ask the county for a new link.',
    ],
  },
  'newer-version': {
    title: 'A newer Branchline is open',
    text: [
      'A newer version was opened in another tab and needs the storage to itself, so this tab has stopped.',
      'Everything you logged is safe, and what you were typing here is kept as a draft. Reload to carry on with the newer version.',
    ],
  },
}

/** Takes the place of every screen once the tablet's storage is no longer there under the app. */
export function StoppedPage({ reason }: { reason: StopReason }) {
  const { title, text } = STOPPED[reason]
  return (
    <div role="alert">
      <FrontPage title={title} reload>
        {text.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </FrontPage>
    </div>
  )
}
