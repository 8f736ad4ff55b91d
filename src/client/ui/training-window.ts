const FLAG = 'branchline-training'

/** Whether this window is a look round in a made-up year. A window of its own: others go on with real work. */
export function isInTraining(): boolean {
  return sessionStorage.getItem(FLAG) !== null
}

/** Marks this window, and starts it anew. */
export function enterTraining(): void {
  sessionStorage.setItem(FLAG, 'yes')
  location.assign('/')
}

export function leaveTraining(): void {
  sessionStorage.removeItem(FLAG)
  location.assign('/')
}
