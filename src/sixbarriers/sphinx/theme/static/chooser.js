// @ts-check
// A list to choose from, with its name beside it: what the filters of the ledger and of the evidence map share.
/**
 * @param {string} id @param {string} label @param {string} every what the first option says: no choice
 * @param {[string, string][]} options values with their words @param {() => void} onChange
 */
window.bookChooser = function (id, label, every, options, onChange) {
  "use strict";
  const select = document.createElement("select");
  select.id = id;
  select.add(new Option(every, ""));
  for (const [value, text] of options) select.add(new Option(text, value));
  select.addEventListener("change", onChange);
  const words = document.createElement("label");
  words.htmlFor = id;
  words.textContent = label;
  const box = document.createElement("p");
  box.append(words, select);
  return { box, select };
};
