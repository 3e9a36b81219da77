// The few lines that stand in for a framework.

const SVG_NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * @param {Element} element
 * @param {{[name: string]: any}} attributes functions become listeners; false, null and undefined are left out
 * @param {(Node | string | null | undefined)[]} children
 */
function furnish(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") element.addEventListener(name, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/**
 * An HTML element.
 * @param {string} tag @param {{[name: string]: any}} [attributes] @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function html(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * An SVG element.
 * @param {string} tag @param {{[name: string]: any}} [attributes] @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function svg(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS(SVG_NAMESPACE, tag), attributes, children);
}

/** Write a text only when it differs, so that nothing is announced or laid out twice. @param {Element} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Set only those attributes that differ: even the same value again makes the browser lay out anew.
 * @param {Element} element @param {{[name: string]: string | number}} attributes
 */
export function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, String(value));
  }
}

/**
 * Set a property of a field only when it differs: after each choice in a list, even of the same, Chromium looks through
 * all fields of the page.
 * @param {any} field @param {string} name @param {string | number | boolean} value
 */
export function setProperty(field, name, value) {
  if (field[name] !== value) field[name] = value;
}

/** The level for a heading at this place of the page: one below the last heading before it. @param {Element} place */
export function headingLevel(place) {
  const before = [...document.querySelectorAll("h1, h2, h3, h4, h5")]
    .filter((one) => place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING).at(-1);
  return before ? Number(before.tagName[1]) + 1 : 3;
}

/** Let a parameter's symbol be set as mathematics: C_T gets a subscript. @param {string} [symbol] */
export function symbolNode(symbol) {
  if (!symbol) return null;
  const [base, ...below] = symbol.replace(/[{}$\\]/g, "").split("_");
  return html("i", { class: "sb-symbol" }, base, below.length ? html("sub", {}, below.join(" ")) : null);
}
