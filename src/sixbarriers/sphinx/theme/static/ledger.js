// @ts-check
// Choose among the claims of the ledger by chapter and verdict. Without this script all of them are listed.
(function () {
  "use strict";
  const entries = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll("details[id^=ledger-]")]);
  const count = document.querySelector(".ledger-count");
  if (!entries.length || !count) return;

  /**
   * @param {string} name @param {string} label @param {string} every
   * @param {(entry: HTMLElement) => {value: string, text: string}[]} read
   */
  function chooser(name, label, every, read) {
    const options = new Map(entries.flatMap(read).map(({ value, text }) => [value, text]));
    const select = document.createElement("select");
    select.id = `ledger-by-${name}`;
    select.add(new Option(every, ""));
    for (const [value, text] of options) select.add(new Option(text, value));
    select.addEventListener("change", update);
    const words = document.createElement("label");
    words.htmlFor = select.id;
    words.textContent = label;
    const box = document.createElement("p");
    box.append(words, select);
    return { box, select };
  }

  const words = { supported: "supported", refine: "needs refining", wrong: "wrong", outdated: "out of date" };
  const chapter = chooser("chapter", "Chapter ", "all chapters", (entry) => [{
    value: entry.dataset.chapter ?? "",
    text: entry.querySelector(".ledger-place a")?.textContent ?? entry.dataset.chapter ?? "",
  }]);
  const verdict = chooser("verdict", "Verdict ", "all verdicts", (entry) =>
    (entry.dataset.verdict ?? "").split(" ").map((value) => ({ value, text: words[/** @type {keyof typeof words} */ (value)] ?? value })));
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
