// @ts-check
// Escape puts a number's passport away; it comes back with the next number.
(function () {
  "use strict";
  const off = "passports-off";
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.body.classList.add(off);
  });
  for (const comes of ["pointerover", "focusin"]) {
    document.addEventListener(comes, (event) => {
      if (event.target instanceof Element && event.target.matches(".num")) document.body.classList.remove(off);
    });
  }
})();
