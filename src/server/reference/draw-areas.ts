/** A point in map units. */
export type Point = readonly [x: number, y: number]

/** A ring of an area: its last point joins its first. */
export interface Ring {
  readonly area: number
  readonly points: readonly Point[]
}

/** A stretch of border, simplified once, so that the areas on its two sides still meet. */
interface Arc {
  readonly points: readonly Point[]
  readonly areas: readonly number[]
}

export interface Drawing {
  /** By area: its outline. */
  readonly paths: readonly string[]
  /** The border stretches between areas for which `parts` is true, given the areas on both sides. */
  bordersWhere(parts: (areas: readonly number[]) => boolean): string
}

/**
 * Draws areas that share their borders, with fewer points.
 *
 * @param tolerance how far a border may move, in map units
 */
export function drawAreas(rings: readonly Ring[], tolerance: number): Drawing {
  const sides = sidesOf(rings)
  const joints = jointsOf(sides)
  const arcs = new Map<string, Arc>()
  const paths: string[] = []
  for (const { area, points } of rings) {
    const outline = cutAt(points, joints).flatMap((stretch) => {
      const { key, isTurned } = named(stretch)
      const known = arcs.get(key)
      const arc = known ?? {
        points: rounded(simplified(isTurned ? stretch.toReversed() : stretch, tolerance)),
        areas: [...(sides.get(sideKey(stretch[0], stretch[1])) ?? [])],
      }
      arcs.set(key, arc)
      return isTurned ? arc.points.toReversed() : arc.points
    })
    paths[area] = `${paths[area] ?? ''}${pathOf(outline)}z`
  }
  return {
    paths,
    bordersWhere: (parts) =>
      [...arcs.values()].flatMap((arc) => (parts(arc.areas) ? [pathOf(arc.points)] : [])).join(''),
  }
}

const pointKey = (point: Point | undefined): string => String(point)

function sideKey(a: Point | undefined, b: Point | undefined): string {
  return [pointKey(a), pointKey(b)].toSorted().join(' ')
}

/** Which areas lie along each side of every ring. */
function sidesOf(rings: readonly Ring[]): ReadonlyMap<string, ReadonlySet<number>> {
  const sides = new Map<string, Set<number>>()
  for (const { area, points } of rings) {
    for (const [index, point] of points.entries()) {
      const key = sideKey(point, points[(index + 1) % points.length])
      sides.set(key, (sides.get(key) ?? new Set()).add(area))
    }
  }
  return sides
}

/** Points where more than one border meets: they stay where they are. */
function jointsOf(sides: ReadonlyMap<string, ReadonlySet<number>>): ReadonlySet<string> {
  const meets = new Map<string, string[]>()
  for (const [key, areas] of sides) {
    const between = [...areas].toSorted((a, b) => a - b).join()
    for (const point of key.split(' ')) meets.set(point, [...(meets.get(point) ?? []), between])
  }
  return new Set(
    [...meets].flatMap(([point, borders]) =>
      borders.length === 2 && borders[0] === borders[1] ? [] : [point],
    ),
  )
}

/** A ring as stretches from joint to joint; a ring without any as one stretch from its first corner. */
function cutAt(points: readonly Point[], joints: ReadonlySet<string>): readonly (readonly Point[])[] {
  const isJoint = (point: Point): boolean => joints.has(pointKey(point))
  const first = Math.max(0, points.findIndex(isJoint))
  const turned = [...points.slice(first), ...points.slice(0, first)]
  const closed = [...turned, ...turned.slice(0, 1)]
  const stretches: Point[][] = []
  let stretch: Point[] = []
  for (const [index, point] of closed.entries()) {
    stretch.push(point)
    const ends = index > 0 && (isJoint(point) || index === closed.length - 1)
    if (!ends) continue
    stretches.push(stretch)
    stretch = [point]
  }
  return stretches
}

/** One name for a stretch whichever way it is walked. */
function named(stretch: readonly Point[]): { readonly key: string; readonly isTurned: boolean } {
  const there = stretch.map(pointKey).join(' ')
  const back = stretch.toReversed().map(pointKey).join(' ')
  return there <= back ? { key: there, isTurned: false } : { key: back, isTurned: true }
}

/** Leaves out points that lie within `tolerance` of the line through those kept (Douglas and Peucker). */
function simplified(points: readonly Point[], tolerance: number): readonly Point[] {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || points.length < 3) return points
  let farthest = 0
  let distance = 0
  for (const [index, point] of points.entries()) {
    const off = distanceTo(point, first, last)
    if (off > distance) [farthest, distance] = [index, off]
  }
  if (distance <= tolerance && pointKey(first) !== pointKey(last)) return [first, last]
  if (farthest === 0) return points
  return [
    ...simplified(points.slice(0, farthest + 1), tolerance).slice(0, -1),
    ...simplified(points.slice(farthest), tolerance),
  ]
}

/** Distance of a point from the line through two others, or from the point that both of them are. */
function distanceTo([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const length = Math.hypot(bx - ax, by - ay)
  if (length === 0) return Math.hypot(x - ax, y - ay)
  return Math.abs((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / length
}

function rounded(points: readonly Point[]): readonly Point[] {
  return points.map(([x, y]) => [Math.round(x), Math.round(y)])
}

function pathOf(points: readonly Point[]): string {
  const [start, ...others] = points
  if (start === undefined) return ''
  let [x, y] = start
  const steps: string[] = []
  for (const [nextX, nextY] of others) {
    if (nextX === x && nextY === y) continue
    steps.push(`${nextX - x} ${nextY - y}`)
    x = nextX
    y = nextY
  }
  return `M${start[0]} ${start[1]}${steps.length === 0 ? '' : `l${steps.join(' ').replaceAll(' -', '-')}`}`
}
