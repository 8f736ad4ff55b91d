import { createContext, type ReactNode, useContext } from 'react'
import type { Tablet } from './tablet.ts'

const TabletContext = createContext<Tablet | null>(null)

export function TabletProvider({ tablet, children }: { tablet: Tablet; children: ReactNode }): ReactNode {
  return <TabletContext value={tablet}>{children}</TabletContext>
}

/** @throws {Error} outside a TabletProvider, which is a mistake of ours */
export function useTablet(): Tablet {
  const tablet = useContext(TabletContext)
  if (tablet === null) throw new Error('useTablet needs a TabletProvider above it')
  return tablet
}
