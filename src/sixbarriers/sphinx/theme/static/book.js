// @ts-check
// What a page does beyond being read: the colour mode, copying code, boxes that scroll, and where the reader is.
(function () {
  "use strict";
  const root = document.documentElement;
  const modes = ["auto", "light", "dark"];
  const prefersDark = matchMedia("(prefers-color-scheme: dark)");

  /** @param {string} mode */
  function show(mode) {
    root.dataset.mode = mode;
    root.dataset.theme = mode !== "auto" ? mode : prefersDark.matches ? "dark" : "light";
    const label = document.querySelector(".colour-mode span");
    if (label) label.textContent = `Colours: ${mode}`;
  }

  function setUpColourMode() {
    const button = document.querySelector("button.colour-mode");
    if (!(button instanceof HTMLElement)) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const mode = modes[(modes.indexOf(root.dataset.mode || "auto") + 1) % modes.length];
      try { localStorage.setItem("mode", mode); } catch (error) { /* the choice lasts for this page only */ }
      show(mode);
    });
    prefersDark.addEventListener("change", () => show(root.dataset.mode || "auto"));
    show(root.dataset.mode || "auto");
  }

  /** Keyboard users can scroll only what takes the focus; what does not overflow must not take it. */
  function setUpScrolling() {
    const boxes = document.querySelectorAll(".scroll, .math-formula, .highlight pre, .cell_output pre");
    const observer = new ResizeObserver((entries) => {
      // All boxes are measured before any is changed, or each change would cost a layout.
      const overflowing = entries.map(({ target }) => target.scrollWidth > target.clientWidth + 1);
      entries.forEach(({ target }, index) => {
        if (overflowing[index] === target.hasAttribute("tabindex")) return;
        if (overflowing[index]) {
          target.setAttribute("tabindex", "0");
          target.setAttribute("role", "group");
          target.setAttribute("aria-label", `${nameOf(target)}, scrolls sideways`);
        } else {
          for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
        }
      });
    });
    boxes.forEach((box) => observer.observe(box));
  }

  /** @param {Element} box */
  function nameOf(box) {
    if (box.matches(".scroll")) return box.querySelector("caption")?.textContent?.replace("#", "").trim() || "Table";
    return box.matches(".math-formula") ? "Equation" : "Code";
  }

  function setUpCopying() {
    if (!navigator.clipboard) return;
    document.querySelectorAll("article div.highlight").forEach((box) => {
      const code = box.querySelector("pre");
      if (!code || box.closest(".cell_output")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent || "");
          button.textContent = "Copied";
        } catch (error) {
          button.textContent = "Not allowed";
        }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      box.append(button);
    });
  }

  /** Marks the section that is being read in the list of what is on this page. */
  function setUpWhereabouts() {
    const links = [...document.querySelectorAll(".page-contents nav a")];
    const sections = links.map((link) => document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) || "")));
    const observer = new IntersectionObserver(() => {
      const passed = sections.map((section) => !!section && section.getBoundingClientRect().top < innerHeight / 3);
      const current = passed.lastIndexOf(true);
      links.forEach((link, index) => {
        if (index === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    }, { rootMargin: "0px 0px -66% 0px", threshold: [0, 1] });
    sections.forEach((section) => section && observer.observe(section));
  }

  setUpColourMode();
  setUpScrolling();
  setUpCopying();
  setUpWhereabouts();
}());
