import { usePublicProgress } from '#client/sync/public-store.ts'

const kilobytes = (bytes: number): string => Math.round(bytes / 1000).toLocaleString('en-GB')

/** Stands where map and postcodes will be, until the tablet has fetched them. */
export function AreasToCome() {
  const progress = usePublicProgress((state) => state.progress)
  return (
    <section className="sheet stack no-print" aria-labelledby="areas-to-come">
      <h2 id="areas-to-come">Map and postcodes</h2>
      <p>
        {progress === null
          ? 'This tablet has not fetched them yet. They come by themselves when there is signal.'
          : `Being fetched: ${kilobytes(progress.received)} of ${kilobytes(progress.total)} kB.`}
      </p>
    </section>
  )
}
