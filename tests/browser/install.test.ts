import { expect } from 'vitest'
import { journey } from '#support/browser-journey.ts'
import { enrol } from '#support/browser-steps.ts'

journey(
  'it can be installed as an app, with icons that may be masked and shortcuts to log and to today',
  async ({ server, newTablet }) => {
    const tablet = await newTablet()
    const page = await tablet.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    const session = await tablet.context.newCDPSession(page)
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors')
    expect(installabilityErrors).toEqual([])

    const { errors, data = '{}' } = await session.send('Page.getAppManifest')
    expect(errors).toEqual([])
    expect(JSON.parse(data)).toMatchObject({
      name: 'Branchline',
      display: 'standalone',
      start_url: '/',
      icons: expect.arrayContaining([expect.objectContaining({ purpose: 'maskable', sizes: '512x512' })]),
      shortcuts: [
        expect.objectContaining({ name: 'Log a session', url: '/log' }),
        expect.objectContaining({ name: 'Today', url: '/' }),
      ],
    })
  },
)

journey(
  'every screen opens from this tablet’s own disk when there is no signal, by its address too',
  async ({ server, newTablet }) => {
    const tablet = await newTablet()
    const page = await tablet.newPage()
    await enrol(page, await server.firstLink(), { site: 'Wychwood', name: 'Asha' })
    await server.stop()
    const screens: readonly (readonly [path: string, heading: RegExp])[] = [
      ['/', /^Today$/],
      ['/log', /^Log$/],
      ['/log/reading-group', /^Reading group, author talk$/],
      ['/entries', /^Entries$/],
      ['/plan', /^Plan 2022\/23$/],
      ['/plan/priority/6', /Improve access to nature/],
      ['/plan/action/SDP22-09', /Digital Helper/],
      ['/place', /Wychwood/],
      ['/tablet', /^This tablet$/],
    ]
    for (const [path, name] of screens) {
      await page.goto(server.origin + path)
      await page.getByRole('heading', { level: 1, name }).waitFor()
    }
  },
)
