import type { ReactNode } from 'react'

/** Line-drawn marks. Each stands beside its word and is hidden from screen readers. */
const SHAPES = {
  plus: <path d="M12 5v14M5 12h14" />,
  today: <path d="M4 6.500h16V20H4zM4 10.500h16M8.500 3.500v4M15.500 3.500v4M9 15l2 2 4-4" />,
  entries: <path d="M5 4h14v16H5zM8.500 8.500h7M8.500 12h7M8.500 15.500h4" />,
  plan: <path d="M5 20V4M5 5h12l-2.500 3.500L17 12H5" />,
  progress: <path d="M4 20h16M7 20v-6M12 20V8M17 20V4" />,
  place: <path d="M4 11l8-7 8 7M6 9.500V20h12V9.500M10 20v-6h4v6" />,
  tablet: <path d="M6 3.500h12v17H6zM11 17.500h2" />,
  count: <path d="M5 4v16M10 4v16M15 4v16M3 17L20 7" />,
  hours: <path d="M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17zM12 7v5l3.500 2" />,
  signpost: <path d="M12 21V4M12 5h7l2 2.500-2 2.500h-7M12 12H6l-2 2.200L6 16.500h6" />,
  tick: <path d="M5 12.500l4.500 4.500L19 7.500" />,
  warning: <path d="M12 4l9 16H3zM12 10v4.500M12 17.200v.300" />,
  info: <path d="M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17zM12 11v5.500M12 7.700v.300" />,
  sync: (
    <path d="M19.500 12a7.500 7.500 0 0 1-13.500 4.500M4.500 12A7.500 7.500 0 0 1 18 7.500M18 3.500v4h-4M6 20.500v-4h4" />
  ),
} as const satisfies Record<string, ReactNode>

export type IconName = keyof typeof SHAPES

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {SHAPES[name]}
    </svg>
  )
}
