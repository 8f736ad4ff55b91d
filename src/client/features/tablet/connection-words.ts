import type { Connection } from '#client/sync/connection-store.ts'

/** How the connection stands, in words. Being without signal is normal and sounds it. */
export const CONNECTION_WORDS: Record<Connection['status'], string> = {
  idle: 'In contact',
  syncing: 'Sending and fetching now',
  unreachable: 'No contact at the moment; entries go by themselves when there is',
  captive:
    'This network wants you to sign in first: open any web page to do so. Entries go by themselves after that',
  busy: 'The county’s server is busy; entries go by themselves in a while',
  'not-enrolled': 'The county does not know this tablet any more: ask for a new link. Everything here stays',
  'update-needed': 'Branchline needs an update before it can send. Everything here stays',
}
