import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { browserDevice, type Device } from '#client/data/device.ts'
import { type OpenResult, openTablet } from '#client/data/open-tablet.ts'
import { trainingDevice } from '#client/data/training-device.ts'
import { isInTraining } from '#client/ui/training-window.ts'
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
  const opened = await openHere(device)
  screen.render(
    <StrictMode>
      <Root device={device} opened={opened} code={code} />
    </StrictMode>,
  )
}

/** The tablet, or in a window that is a look round the made-up one; a link for a new tablet goes before. */
async function openHere(device: Device): Promise<OpenResult> {
  const onBlocked = (): void => screen.render(<BlockedPage />)
  if (isInTraining() && code === null) {
    const training = await openTablet(trainingDevice(device), onBlocked)
    if (training.state === 'ready') return training
  }
  return openTablet(device, onBlocked)
}

// A link opened in a tab that already stands at /enrol changes only the fragment: start anew with it.
window.addEventListener('hashchange', () => {
  if (location.pathname === '/enrol') location.reload()
})
startUpdates()
void start()
