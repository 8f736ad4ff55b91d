import { levels, logScale, type Scale } from './log-scale.ts'

interface Line {
  readonly label: string
  readonly points: readonly { readonly size: number; readonly value: number }[]
}

export interface Chart {
  readonly title: string
  /** What is counted along each axis, with its unit. */
  readonly across: string
  readonly upwards: string
  /** What it was measured on, set small under it. */
  readonly source: string
  readonly lines: readonly Line[]
}

const WIDTH = 640
const HEIGHT = 400
const PLOT = { left: 74, right: 530, top: 48, bottom: 320 }
const LABEL_GAP = 17

/** Each line has a colour, a dash and a mark of its own, so that none is told by colour alone. */
const LOOKS = [
  { colour: 'a', dash: '', mark: 'M-4,-4h8v8h-8z' },
  { colour: 'b', dash: '7 4', mark: 'M0,-5L5,4H-5z' },
  { colour: 'c', dash: '2 3', mark: 'M0,-5L5,0L0,5L-5,0z' },
  { colour: 'd', dash: '9 3 2 3', mark: 'M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z' },
] as const

/** Mid tones that read on white and on black; the ink follows the reader's own setting. */
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #3d444d }
.title { font-size: 15px; font-weight: 600 } .source { font-size: 11px; opacity: .8 }
.grid { stroke: #8b949e; stroke-opacity: .3 }
.line { fill: none; stroke-width: 2 }
.a { stroke: #0f8a80; fill: #0f8a80 } .b { stroke: #c4642d; fill: #c4642d }
.c { stroke: #7c6fd0; fill: #7c6fd0 } .d { stroke: #808a94; fill: #808a94 }
.line.a, .line.b, .line.c, .line.d { fill: none }
@media (prefers-color-scheme: dark) { text { fill: #c9d1d9 } }
`

/** Lines over two logarithmic axes, as one SVG that needs nothing besides. */
export function growthChart(chart: Chart): string {
  const points = chart.lines.flatMap((line) => line.points)
  const x = logScale(
    points.map((point) => point.size),
    [PLOT.left, PLOT.right],
  )
  const y = logScale(
    points.map((point) => point.value),
    [PLOT.bottom, PLOT.top],
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"`,
    'role="img" aria-labelledby="t">',
    `<title id="t">${escaped(`${chart.title}: ${chart.upwards} by ${chart.across}`)}</title>`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="${PLOT.left}" y="24">${escaped(chart.title)}</text>`,
    ...axes(chart, x, y),
    ...chart.lines.map((line, index) => drawn(line, index, x, y)),
    ...labels(chart.lines, y),
    `<text class="source" x="${PLOT.left}" y="${HEIGHT - 12}">${escaped(chart.source)}</text>`,
    '</svg>',
    '',
  ].join('\n')
}

function axes(chart: Chart, x: Scale, y: Scale): readonly string[] {
  const middle = { x: (PLOT.left + PLOT.right) / 2, y: (PLOT.top + PLOT.bottom) / 2 }
  const across = levels(x).map((level) => {
    const at = x.at(level).toFixed(1)
    const grid = `<path class="grid" d="M${at},${PLOT.top}V${PLOT.bottom}"/>`
    return `${grid}<text x="${at}" y="${PLOT.bottom + 20}" text-anchor="middle">${figure(level)}</text>`
  })
  const upwards = levels(y).map((level) => {
    const at = y.at(level)
    const grid = `<path class="grid" d="M${PLOT.left},${at.toFixed(1)}H${PLOT.right}"/>`
    const place = `x="${PLOT.left - 8}" y="${(at + 4).toFixed(1)}"`
    return `${grid}<text ${place} text-anchor="end">${figure(level)}</text>`
  })
  return [
    ...across,
    ...upwards,
    `<text x="${middle.x}" y="${PLOT.bottom + 42}" text-anchor="middle">${escaped(chart.across)}</text>`,
    `<text transform="translate(18 ${middle.y}) rotate(-90)" text-anchor="middle">`,
    `${escaped(chart.upwards)}</text>`,
  ]
}

function lookOf(index: number): (typeof LOOKS)[number] {
  return LOOKS[index % LOOKS.length] ?? LOOKS[0]
}

function drawn({ points }: Line, index: number, x: Scale, y: Scale): string {
  const { colour, dash, mark } = lookOf(index)
  const places = points.map(({ size, value }) => ({ x: x.at(size).toFixed(1), y: y.at(value).toFixed(1) }))
  const path = places.map((place, at) => `${at === 0 ? 'M' : 'L'}${place.x},${place.y}`).join('')
  const marks = places.map(
    (place) => `<path class="${colour}" transform="translate(${place.x} ${place.y})" d="${mark}"/>`,
  )
  const line = `<path class="line ${colour}" stroke-dasharray="${dash}" d="${path}"/>`
  return places.length === 0 ? '' : line + marks.join('')
}

/** Names stand at the ends of their lines, moved apart where lines end close together. */
function labels(lines: readonly Line[], y: Scale): readonly string[] {
  const ends = lines.flatMap(({ label, points }, index) => {
    const last = points.at(-1)
    return last === undefined ? [] : [{ label, index, y: y.at(last.value) + 4, value: last.value }]
  })
  let lowest = Number.NEGATIVE_INFINITY
  return ends
    .toSorted((left, right) => left.y - right.y)
    .map((end) => {
      lowest = Math.max(end.y, lowest + LABEL_GAP)
      const { colour, mark } = lookOf(end.index)
      const place = `translate(${PLOT.right + 18} ${lowest - 4})`
      const sign = `<path class="${colour}" transform="${place}" d="${mark}"/>`
      return `${sign}<text x="${PLOT.right + 30}" y="${lowest.toFixed(1)}">${escaped(end.label)}</text>`
    })
}

function figure(value: number): string {
  return value.toLocaleString('en-GB')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
