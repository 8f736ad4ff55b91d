import { NavLink, useSearchParams } from 'react-router'
import { Icon, type IconName } from '#client/ui/icons.tsx'

const PLACES: readonly { to: string; word: string; icon: IconName }[] = [
  { to: '/', word: 'Today', icon: 'today' },
  { to: '/log', word: 'Log', icon: 'plus' },
  { to: '/entries', word: 'Entries', icon: 'entries' },
  { to: '/plan', word: 'Plan', icon: 'plan' },
  { to: '/progress', word: 'Progress', icon: 'progress' },
  { to: '/place', word: 'Our place', icon: 'place' },
  { to: '/tablet', word: 'Tablet', icon: 'tablet' },
]

/** Under the bar on tablets and desktops, at the foot of a phone. A county tablet's chosen site goes along. */
export function MainNav() {
  const [search] = useSearchParams()
  const site = search.get('site')
  const carried = site === null ? '' : `?${new URLSearchParams({ site }).toString()}`
  return (
    <nav className="main-nav no-print" aria-label="Main">
      <ul>
        {PLACES.map(({ to, word, icon }) => (
          <li key={to}>
            <NavLink to={{ pathname: to, search: carried }} end={to === '/'}>
              <Icon name={icon} />
              <span>{word}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}
