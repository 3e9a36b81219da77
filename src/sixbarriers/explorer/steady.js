// Nothing on the page jumps while a slider moves: what has needed room keeps it until all is drawn anew.

/** @param {any} context */
export function steadyFeature({ card, store }) {
  const parts = [...card.querySelectorAll(".sb-sentence, .sb-readouts dl")];
  const room = (/** @type {(one: HTMLElement) => string} */ height) => parts.forEach((one) => (one.style.minHeight = height(one)));
  const keep = () => room((one) => `${one.getBoundingClientRect().height}px`);
  const loosen = () => room(() => "");
  let width = 0;
  const observer = new ResizeObserver(() => {
    if (width === card.offsetWidth) return keep();
    width = card.offsetWidth;
    requestAnimationFrame(() => (loosen(), keep()));
  });
  for (const one of parts) observer.observe(one);
  const unsubscribe = store.subscribe((/** @type {any} */ _, /** @type {any} */ { type }) => type === "set" || loosen());
  return {
    settle: keep,
    destroy() {
      unsubscribe();
      observer.disconnect();
    },
  };
}
