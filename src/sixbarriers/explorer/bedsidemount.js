// Brings every bedside tool of a page to life; each brings its own rules along as data.

import { startBedside } from "./bedside.js";

for (const place of document.querySelectorAll("[data-bedside]")) startBedside(place);
