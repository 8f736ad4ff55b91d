/** What Branchline keeps about people, which is next to nothing. */
export function AboutData() {
  return (
    <section className="sheet stack" aria-labelledby="privacy-heading">
      <h2 id="privacy-heading">Counts, not people</h2>
      <p>
        Branchline counts sessions and the people at them. It never asks who came, and a note that looks as if
        it holds somebody’s details says so.
      </p>
      <p>
        It does keep the name you gave when this tablet was set up, beside every entry you make, so that a
        colleague can ask you about it.
      </p>
    </section>
  )
}

export function Accessibility() {
  return (
    <section className="sheet stack" aria-labelledby="accessibility-heading">
      <h2 id="accessibility-heading">Accessibility</h2>
      <p>
        Branchline aims at the Web Content Accessibility Guidelines 2.2, level AA. Everything works by
        keyboard, with a screen reader, zoomed to 400%, and in light and dark as your device is set.
      </p>
      <p>
        Every screen is checked automatically with each build. If something stands in your way, tell the
        county team: it is a fault, and it will be put right.
      </p>
    </section>
  )
}
