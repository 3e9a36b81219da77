// @ts-check
// Choose among the rows of an evidence map by barrier, kind of evidence and year. Without this script all of them are listed.
(function () {
  "use strict";
  const table = document.querySelector("table.evidence-map");
  const box = document.querySelector(".evidence-map-box");
  const matrix = document.querySelector("table.evidence-matrix");
  if (!table || !box || !matrix) return;
  const rows = /** @type {HTMLTableRowElement[]} */ ([...table.querySelectorAll("tbody tr")]);
  const lines = /** @type {HTMLTableRowElement[]} */ ([...matrix.querySelectorAll("tbody tr")]);
  const heads = [...matrix.querySelectorAll("thead th")].slice(1);
  const barriers = ["exhaustion", "antigen-escape", "off-tumour", "infiltration", "toxicity", "cost"];

  // On a narrow screen the rows are laid out as blocks, and a browser would forget that they are rows of a table.
  for (const [part, role] of [["tbody, thead", "rowgroup"], ["tr", "row"], ["th", "columnheader"], ["td", "cell"]]) {
    for (const one of table.querySelectorAll(part)) one.setAttribute("role", role);
  }

  /** @param {string} start */
  const values = (start) => [...new Set(rows.flatMap((row) => [...row.classList].filter((name) => name.startsWith(start))))].sort();
  /** @param {Element} row */
  const kindOf = (row) => row.children[1].textContent?.split(",")[0].trim() ?? "";
  /** @param {Element} row */
  const yearOf = (row) => Number([...row.classList].find((name) => name.startsWith("year-"))?.slice(5));

  /** @param {string} name @param {string} label @param {string} every @param {[string, string][]} options */
  const chooser = (name, label, every, options) => window.bookChooser(`map-by-${name}`, label, every, options, update);

  const barrier = chooser("barrier", "Answers ", "any barrier", barriers.map((name, place) => [`answers-${name}`, heads[place].textContent?.trim() ?? name]));
  const kind = chooser("kind", "Kind of evidence ", "all kinds", values("kind-").map((value) => [value, kindOf(rows.find((row) => row.classList.contains(value)) ?? rows[0])]));
  const year = chooser("year", "Since ", "any year", values("year-").map((value) => [value.slice(5), value.slice(5)]));
  const differ = document.createElement("input");
  differ.type = "checkbox";
  differ.id = "map-by-conflict";
  differ.addEventListener("change", update);
  const differs = document.createElement("label");
  differs.append(differ, " only where reports differ");
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  const all = document.createElement("button");
  all.type = "button";
  all.textContent = "Show all";
  all.addEventListener("click", () => {
    for (const { select } of [barrier, kind, year]) select.value = "";
    differ.checked = false;
    update();
  });
  const bar = document.createElement("div");
  bar.className = "ledger-bar";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Choose among the rows of both tables");
  bar.append(barrier.box, kind.box, year.box, differs, all, told);
  document.querySelector(".evidence-matrix-box")?.before(bar);

  const buttons = heads.map((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent?.trim() ?? "";
    button.addEventListener("click", () => {
      const value = `answers-${barriers[place]}`;
      barrier.select.value = barrier.select.value === value ? "" : value;
      update();
    });
    (head.querySelector("p") ?? head).replaceChildren(button);
    return button;
  });

  function update() {
    let shown = 0;
    rows.forEach((row, place) => {
      const fits = (!barrier.select.value || row.classList.contains(barrier.select.value))
        && (!kind.select.value || row.classList.contains(kind.select.value))
        && (!year.select.value || yearOf(row) >= Number(year.select.value))
        && (!differ.checked || row.classList.contains("in-conflict"));
      row.hidden = !fits;
      lines[place].hidden = !fits;
      shown += Number(fits);
    });
    buttons.forEach((button, place) => button.setAttribute("aria-pressed", String(barrier.select.value === `answers-${barriers[place]}`)));
    told.textContent = `${shown} of ${rows.length} shown`;
  }
  update();
}());
