import type { ReactNode } from 'react'
import { Icon, type IconName } from './icons.tsx'
import './notice.css'

export type NoticeTone = 'plain' | 'good' | 'warn'

const ICON: Record<NoticeTone, IconName> = { plain: 'info', good: 'tick', warn: 'warning' }

/** A quiet message within a screen. It says what to do; it never blocks. */
export function Notice({ tone = 'plain', children }: { tone?: NoticeTone; children: ReactNode }) {
  return (
    <div className={`notice notice-${tone}`}>
      <Icon name={ICON[tone]} />
      <div className="stack stack-tight">{children}</div>
    </div>
  )
}
