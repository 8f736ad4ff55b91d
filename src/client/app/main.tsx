import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { browserDevice } from '#client/data/device.ts'
import { openTablet } from '#client/data/open-tablet.ts'
import '#client/ui/tokens.css'
import '#client/ui/base.css'
import '#client/ui/layout.css'
import '#client/ui/button.css'
import { takeEnrolmentCode } from './enrolment-code.ts'
import { BlockedPage, NoStoragePage } from './front-pages.tsx'
import { Root } from './root.tsx'
import { startUpdates } from './updates.ts'

const code = takeEnrolmentCode()
const place = document.getElementById('root')
if (place === null) throw new Error('index.html has no place for the app')
const screen = createRoot(place)

async function start(): Promise<void> {
  const device = browserDevice(__BUILD__)
  if (device === undefined) return screen.render(<NoStoragePage />)
  const opened = await openTablet(device, () => screen.render(<BlockedPage />))
  screen.render(
    <StrictMode>
      <Root device={device} opened={opened} code={code} />
    </StrictMode>,
  )
}

// A link opened in a tab that already stands at /enrol changes only the fragment: start anew with it.
window.addEventListener('hashchange', () => {
  if (location.pathname === '/enrol') location.reload()
})
startUpdates()
void start()
