import type { Area } from './area-file.ts'

/** A box in map units. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The box around drawn areas; a point at the corner when there are none. */
export function boxAround(areas: readonly Pick<Area, 'path'>[]): Box {
  // Drawn from tens of thousands of points while a person waits: no object is made for any of them.
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { path } of areas) {
    for (const ring of path.split('M')) {
      let [x, y] = [0, 0]
      for (const [index, number] of (ring.match(/-?\d+/g) ?? []).entries()) {
        if (index % 2 === 0) {
          x += Number(number)
          continue
        }
        y += Number(number)
        left = Math.min(left, x)
        right = Math.max(right, x)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      }
    }
  }
  return left === Infinity ? { left: 0, top: 0, right: 0, bottom: 0 } : { left, top, right, bottom }
}

export function boxOf({ path }: Pick<Area, 'path'>): Box {
  return boxAround([{ path }])
}

export function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** The same box with a margin, as a part of its longer side. */
export function withMargin(box: Box, part: number): Box {
  const margin = part * Math.max(box.right - box.left, box.bottom - box.top)
  return {
    left: box.left - margin,
    top: box.top - margin,
    right: box.right + margin,
    bottom: box.bottom + margin,
  }
}

/**
 * Places in the list of the areas whose label has room: of two that would lie on each other, the larger area
 * keeps its own.
 *
 * @param taken boxes where no label may lie
 */
export function labelsThatFit(
  areas: readonly Pick<Area, 'at' | 'path'>[],
  label: { readonly width: number; readonly height: number },
  taken: readonly Box[],
): ReadonlySet<number> {
  const placed = [...taken]
  const fitting = new Set<number>()
  const bySize = [...areas.entries()]
    .map(([place, area]) => ({ place, at: area.at, size: sizeOf(boxOf(area)) }))
    .toSorted((a, b) => b.size - a.size)
  for (const { place, at } of bySize) {
    const box = boxAt(at, label)
    if (placed.some((other) => overlap(other, box))) continue
    placed.push(box)
    fitting.add(place)
  }
  return fitting
}

function sizeOf(box: Box): number {
  return (box.right - box.left) * (box.bottom - box.top)
}

/** The box of a given size with a point in its middle. */
export function boxAt(
  [x, y]: readonly [number, number],
  { width, height }: { readonly width: number; readonly height: number },
): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 }
}

type Direction = 'up' | 'down' | 'left' | 'right'

const TOWARDS: Readonly<Record<Direction, readonly [x: number, y: number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
}

/** How much farther a step sideways counts than one straight ahead. */
const SIDEWAYS = 2

/** The place in the list of the area that lies next in a direction; the same place at the edge. */
function nextArea(areas: readonly Pick<Area, 'at'>[], from: number, direction: Direction): number {
  const start = areas[from]?.at
  if (start === undefined) return from
  const [towardsX, towardsY] = TOWARDS[direction]
  let best = from
  let least = Infinity
  for (const [index, { at }] of areas.entries()) {
    const [x, y] = [at[0] - start[0], at[1] - start[1]]
    const ahead = x * towardsX + y * towardsY
    const aside = Math.abs(x * towardsY) + Math.abs(y * towardsX)
    const cost = ahead + SIDEWAYS * aside
    if (ahead <= 0 || cost >= least) continue
    best = index
    least = cost
  }
  return best
}

const ARROWS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/**
 * Where a key leads on the map: an arrow to the area that lies there, Page up and Page down through the list
 * one by one, Home and End to its ends.
 *
 * @returns `null` for a key that leads nowhere
 */
export function areaByKey(areas: readonly Pick<Area, 'at'>[], from: number, key: string): number | null {
  const direction = ARROWS[key]
  if (direction !== undefined) return nextArea(areas, from, direction)
  const last = Math.max(0, areas.length - 1)
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (key === 'PageDown') return Math.min(last, from + 1)
  return key === 'PageUp' ? Math.max(0, from - 1) : null
}
