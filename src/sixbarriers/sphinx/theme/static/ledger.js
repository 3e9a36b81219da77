// @ts-check
// Choose among the claims of the ledger by chapter and verdict. Without this script all of them are listed.
(function () {
  "use strict";
  const entries = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details[id^=ledger-]")]);
  const count = document.querySelector(".ledger-count");
  if (!entries.length || !count) return;

  /**
   * @param {string} name @param {string} label @param {string} every
   * @param {(entry: HTMLElement) => [string, string][]} read
   */
  const chooser = (name, label, every, read) => window.bookChooser(`ledger-by-${name}`, label, every, [...new Map(entries.flatMap(read))], update);

  const words = { supported: "supported", refine: "needs refining", wrong: "wrong", outdated: "out of date" };
  const chapter = chooser("chapter", "Chapter ", "all chapters", (entry) => [[
    entry.dataset.chapter ?? "", entry.querySelector(".ledger-place a")?.textContent ?? entry.dataset.chapter ?? "",
  ]]);
  const verdict = chooser("verdict", "Verdict ", "all verdicts", (entry) =>
    (entry.dataset.verdict ?? "").split(" ").map((value) => [value, words[/** @type {keyof typeof words} */ (value)] ?? value]));
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const all = document.createElement("button");
  all.type = "button";
  all.addEventListener("click", () => {
    const open = all.dataset.open !== "yes";
    for (const entry of entries) entry.open = open;
    all.dataset.open = open ? "yes" : "no";
    all.textContent = open ? "Close all" : "Open all";
  });
  all.textContent = "Open all";
  const bar = document.createElement("div");
  bar.className = "ledger-bar";
  bar.append(chapter.box, verdict.box, all, told);
  count.after(bar);

  function update() {
    let shown = 0;
    for (const entry of entries) {
      const fits = (!chapter.select.value || entry.dataset.chapter === chapter.select.value)
        && (!verdict.select.value || (entry.dataset.verdict ?? "").split(" ").includes(verdict.select.value));
      entry.hidden = !fits;
      shown += Number(fits);
    }
    for (const section of document.querySelectorAll("section:has(> details[id^=ledger-])")) {
      /** @type {HTMLElement} */ (section).hidden = !section.querySelector("details:not([hidden])");
    }
    told.textContent = `${shown} of ${entries.length} shown`;
  }

  /** A link to an entry opens it. */
  function follow() {
    const entry = entries.find(({ id }) => `#${id}` === location.hash);
    if (!entry) return;
    entry.open = true;
    entry.scrollIntoView();
  }
  addEventListener("hashchange", follow);
  update();
  follow();
}());
