// Take it away: the address of the state, its data, its picture, and the Python that reproduces it.

import { createCopier } from "./clipboard.js";
import { html, setText } from "./dom.js";
import { cloudCsv, csvText, fileName } from "./exportfile.js";
import { pictureBlob, pictureText } from "./exportpicture.js";
import { mergedHash, writeLink } from "./link.js";
import { pythonText } from "./python.js";

const SAID_FOR = 4000;
const BY_HAND = "The browser does not let this page copy. The text is selected: press Ctrl+C or ⌘C, or hold it and choose Copy.";

/** Hand a file to the browser. @param {string} name @param {Blob} blob */
function saveFile(name, blob) {
  const address = URL.createObjectURL(blob);
  html("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** The run in view and the pinned ones; what could not be computed is not in the picture either. @param {any} beside @param {any} snapshot */
function runsInView(beside, snapshot) {
  const pins = snapshot.state.pins.map((/** @type {any} */ pin) => ({ name: pin.name, ...beside(pin) }));
  return [{ name: "this run", ...snapshot }, ...pins.filter((/** @type {any} */ pin) => pin.run)];
}

/** A line that says what was done, politely, and comes to rest. */
function createTeller() {
  const element = html("p", { class: "sb-said", role: "status" });
  let timer = 0;
  return {
    element,
    /** @param {string} text @param {boolean} [stays] */
    say(text, stays = false) {
      clearTimeout(timer);
      setText(element, text);
      if (text && !stays) timer = setTimeout(() => setText(element, ""), SAID_FOR);
    },
  };
}

/** A button that copies the link, and a fold with data, picture and Python. @param {any} context see explorer.js */
export function takeAwayFeature(context) {
  const { key, spec, store, model, tools, latest, beside } = context;
  const isNotebook = !model.get("address");
  const copier = createCopier();
  // Each beside the buttons that it speaks of.
  const [linkTeller, fileTeller] = [createTeller(), createTeller()];
  /** @param {string} text @param {string} done */
  const copy = async (text, done, teller = fileTeller) => {
    const copied = await copier.copy(text);
    linkTeller.say(copied ? "" : BY_HAND, true);
    if (copied) teller.say(done);
  };
  /** @param {string} words @param {() => void} click */
  const button = (words, click) => html("button", { type: "button", class: "sb-button", click }, words);

  const address = () => location.href.split("#")[0] + mergedHash(location.hash, key, writeLink(key, spec, store.read()));
  /** @param {string} words @param {string} kind @param {(now: any) => BlobPart | Promise<BlobPart>} make @param {string} type */
  const download = (words, kind, make, type) => button(words, async () => {
    const now = latest();
    if (!now) return;
    const name = fileName(spec, now.state.scenario, kind);
    try {
      saveFile(name, new Blob([await make(now)], { type }));
      fileTeller.say(`Saved as ${name}`);
    } catch {
      fileTeller.say(`This browser could not make ${name}. Save another kind of file.`, true);
    }
  });

  const code = html("code", {});
  const element = html("details", { class: "sb-fold sb-takeaway sb-answer", toggle: settle },
    html("summary", {}, "Take it away: data, picture, Python"),
    html("div", { class: "sb-row" },
      download("Data (CSV)", "csv", (now) => csvText(spec, runsInView(beside, now)), "text/csv"),
      spec.cloud ? download("Points (CSV)", "points.csv", (now) => cloudCsv(spec, now), "text/csv") : null,
      download("Picture (SVG)", "svg", (now) => pictureText(context, now).text, "image/svg+xml"),
      download("Picture (PNG)", "png", (now) => pictureBlob(pictureText(context, now)), "image/png"),
      download("Python (.py)", "py", (now) => pythonText(spec, now.state, { isFile: true, isNotebook }), "text/x-python"),
      button("Copy Python", () => copy(code.textContent, "Python copied")),
      fileTeller.element),
    html("pre", { class: "sb-code", tabindex: 0, role: "region", "aria-label": `${spec.title}: the Python that does the same` }, code));
  if (!isNotebook) tools.append(button("Copy link", () => copy(address(), "Link copied", linkTeller)));
  tools.append(linkTeller.element, copier.element);

  function settle() {
    const now = latest();
    if (now && element.open) setText(code, pythonText(spec, now.state, { isNotebook }));
  }
  return { element, frame: settle, settle };
}
