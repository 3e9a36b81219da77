// Draws the sites of a grid: a small pattern for each layer, so that shape tells them apart as well as colour.

const SITE = 5;

// What is drawn in a site of five by five: # is the layer's ink, . its paper.
/** @type {{[layer: string]: string[]}} */
const PATTERNS = {
  empty: [".....", ".....", ".....", ".....", "....."],
  tumour: ["#####", "#####", "#####", "#####", "#####"],
  lymphocyte: [".###.", "#####", "#####", "#####", ".###."],
  exhausted: [".###.", "#...#", "#...#", "#...#", ".###."],
  stroma: ["#....", ".#...", "..#..", "...#.", "....#"],
  necrosis: ["#####", "##.##", "#...#", "##.##", "#####"],
};

/** A colour as the four bytes of a pixel. @param {string} colour @param {CanvasRenderingContext2D} probe */
function pixelOf(colour, probe) {
  probe.clearRect(0, 0, 1, 1);
  probe.fillStyle = colour;
  probe.fillRect(0, 0, 1, 1);
  return new Uint32Array(probe.getImageData(0, 0, 1, 1).data.buffer)[0];
}

/**
 * @param {any} canvas @param {Element} legend its swatches carry the colours: ink as color, paper as background
 * @param {{width: number, layers: {name: string}[]}} grid
 */
export function createSites(canvas, legend, { width, layers }) {
  canvas.width = canvas.height = SITE * width;
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(SITE * width, SITE * width);
  const pixels = new Uint32Array(image.data.buffer);
  const probeCanvas = canvas.ownerDocument.createElement("canvas");
  probeCanvas.width = probeCanvas.height = 1;
  const probe = probeCanvas.getContext("2d", { willReadFrequently: true });
  const swatches = layers.map(({ name }) => /** @type {any} */ (legend.querySelector(`[data-layer="${name}"]`)));
  /** @type {Uint32Array[]} */
  let stamps = [];
  let known = "";
  /** @type {Uint8Array} */
  let seen = new Uint8Array(width * width);

  /** Take the colours of the page, if they have changed. @returns {boolean} whether they have */
  function takeColours() {
    const colours = swatches.map((swatch) => {
      const { color, backgroundColor } = getComputedStyle(swatch);
      return [color, backgroundColor];
    });
    const now = JSON.stringify(colours);
    if (now === known) return false;
    known = now;
    stamps = layers.map(({ name }, k) => {
      const [ink, paper] = colours[k].map((colour) => pixelOf(colour, probe));
      return Uint32Array.from(PATTERNS[name].join(""), (sign) => (sign === "#" ? ink : paper));
    });
    swatches.forEach((swatch, k) => {
      const own = swatch.getContext("2d");
      const tile = own.createImageData(15, 15);
      const dots = new Uint32Array(tile.data.buffer);
      for (let i = 0; i < dots.length; i++) dots[i] = stamps[k][SITE * Math.floor(i / 45) + Math.floor((i % 15) / 3)];
      own.putImageData(tile, 0, 0);
    });
    return true;
  }

  function fill() {
    const side = SITE * width;
    for (let at = 0; at < seen.length; at++) {
      const stamp = stamps[seen[at]];
      const corner = SITE * (Math.floor(at / width) * side + (at % width));
      for (let y = 0; y < SITE; y++) for (let x = 0; x < SITE; x++) pixels[corner + y * side + x] = stamp[SITE * y + x];
    }
    pen.putImageData(image, 0, 0);
  }

  return {
    /** @param {Uint8Array} picture a layer for each site */
    paint(picture) {
      seen = picture;
      takeColours();
      fill();
    },
    /** Follow the page into another mode. */
    refresh() {
      if (takeColours()) fill();
    },
  };
}
