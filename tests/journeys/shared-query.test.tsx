import { act, render, screen, waitFor } from '@testing-library/react'
import { Component, type ReactNode, useLayoutEffect } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { useAuthority } from '#client/data/authority.ts'
import { createRecord } from '#client/data/save.ts'
import { useSharedQuery } from '#client/data/shared-query.ts'
import { TabletProvider } from '#client/data/tablet-context.tsx'
import type { Tablet } from '#client/data/tablet.ts'
import { preset } from '#domain/records/preset.ts'
import { openServer } from '#support/server-open.ts'
import { syncOnce, tabletAt } from '#support/tablets.ts'
import { AUTHORITY_SCOPE } from '#sync/scope.ts'

let county: Tablet
/** How many presets each part of the screen showed, picture by picture; null for none read yet. */
let shown: (number | null)[] = []

beforeEach(async () => {
  county = await tabletAt(await openServer(), 'county')
  await syncOnce(county)
  shown = []
})

function Presets() {
  const presets = useAuthority('preset')
  useLayoutEffect(() => {
    shown.push(presets?.length ?? null)
  })
  return <p>{presets === undefined ? 'Nothing yet' : `${presets.length} presets`}</p>
}

function Screen({ name }: { name: string }) {
  return (
    <TabletProvider tablet={county}>
      <Presets key={name} />
      <Presets key={`${name} again`} />
    </TabletProvider>
  )
}

/** How often the disk is asked for records meanwhile. */
async function readsDuring(run: () => Promise<void>): Promise<number> {
  let reads = 0
  county.db.use({
    stack: 'dbcore',
    create: (down) => ({
      ...down,
      table: (name) => {
        const below = down.table(name)
        return {
          ...below,
          query: (request) => {
            if (name === 'records') reads += 1
            return below.query(request)
          },
        }
      },
    }),
  })
  county.db.close()
  await county.db.open()
  await run()
  return reads
}

test('a list that several parts of a screen show is read once, and the next screen has it at once', async () => {
  expect(
    await readsDuring(async () => {
      const { rerender } = render(<Screen name="first" />)
      await waitFor(() => expect(screen.getAllByText(/^\d+ presets$/)).toHaveLength(2))
      shown = []
      rerender(<Screen name="second" />)
      expect(screen.getAllByText(/^\d+ presets$/)).toHaveLength(2)
      expect(shown).not.toContain(null)
    }),
  ).toBe(1)
})

test('a list is kept up to date on every part that shows it', async () => {
  render(<Screen name="first" />)
  await waitFor(() => expect(screen.getAllByText(/^\d+ presets$/)).toHaveLength(2))
  const before = shown.at(-1) ?? 0
  await act(async () => {
    await createRecord(county, {
      kind: 'preset',
      scope: AUTHORITY_SCOPE,
      body: { ...preset.example, name: 'Board games' },
    })
  })
  await waitFor(() => expect(screen.getAllByText(`${before + 1} presets`)).toHaveLength(2))
})

test('a screen that comes back after a while reads what has changed in between', async () => {
  const first = render(<Screen name="first" />)
  await waitFor(() => expect(screen.getAllByText(/^\d+ presets$/)).toHaveLength(2))
  const before = shown.at(-1) ?? 0
  first.unmount()
  // Longer than it is kept for.
  await new Promise((resolve) => setTimeout(resolve, 1300))
  await createRecord(county, {
    kind: 'preset',
    scope: AUTHORITY_SCOPE,
    body: { ...preset.example, name: 'Board games' },
  })
  shown = []
  render(<Screen name="second" />)
  await waitFor(() => expect(screen.getAllByText(`${before + 1} presets`)).toHaveLength(2))
  expect(shown).not.toContain(before)
})

class Boundary extends Component<{ readonly children: ReactNode }> {
  override state = { failed: false }
  static getDerivedStateFromError = () => ({ failed: true })
  override render() {
    return this.state.failed ? <p>Could not be read</p> : this.props.children
  }
}

test('what cannot be read is told to the screen, and whoever tries again reads anew', async () => {
  let isBroken = true
  function Fragile() {
    const read = useSharedQuery('fragile', async ({ records }) => {
      const count = await records.count()
      if (isBroken) throw new Error('the disk is gone')
      return count
    })
    return <p>{read === undefined ? 'Nothing yet' : 'Read'}</p>
  }
  const show = () =>
    render(
      <TabletProvider tablet={county}>
        <Boundary>
          <Fragile />
        </Boundary>
      </TabletProvider>,
      { onCaughtError: () => undefined },
    )
  const failing = show()
  expect(await screen.findByText('Could not be read')).toBeTruthy()
  failing.unmount()
  isBroken = false
  show()
  expect(await screen.findByText('Read')).toBeTruthy()
})
