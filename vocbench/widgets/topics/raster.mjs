// @ts-check
// Points as pixels, written straight into a picture's memory: the only way in which a hundred thousand of them move
// smoothly where no graphics card helps. Touches no page.

/** @typedef {{k: number, tx: number, ty: number}} Lens  a place (u, v) of the map is the pixel (u·k + tx, v·k + ty) */
/** @typedef {{dx: Int16Array, dy: Int16Array, cover: Uint16Array, reach: number}} Stamp  the pixels of a disc; `cover` from 0 to 256 */
/** @typedef {{points: Uint32Array | readonly number[], color: number, opacity: number, radius: number}} Layer  `color` is 0xBBGGRR */

/** @type {Map<number, Stamp>} */
const STAMPS = new Map();
const FINE = 4; // parts of a pixel, each way, by which its cover is counted

/** The pixels that a disc covers.
 *  @param {number} radius  in pixels @returns {Stamp} */
export function stampOf(radius) {
  const rounded = Math.max(0.5, Math.round(radius * 4) / 4);
  let stamp = STAMPS.get(rounded);
  if (!stamp) STAMPS.set(rounded, stamp = makeStamp(rounded));
  return stamp;
}

/** @param {number} radius @returns {Stamp} */
function makeStamp(radius) {
  const reach = Math.ceil(radius);
  const dx = [], dy = [], cover = [];
  for (let row = -reach; row <= reach; row++) {
    for (let column = -reach; column <= reach; column++) {
      const share = coverOf(column, row, radius);
      if (share) { dx.push(column); dy.push(row); cover.push(share); }
    }
  }
  return { dx: Int16Array.from(dx), dy: Int16Array.from(dy), cover: Uint16Array.from(cover), reach };
}

/** @param {number} column @param {number} row @param {number} radius */
function coverOf(column, row, radius) {
  let inside = 0;
  for (let i = 0; i < FINE; i++) {
    for (let j = 0; j < FINE; j++) {
      const [a, b] = [column - 0.5 + (i + 0.5) / FINE, row - 0.5 + (j + 0.5) / FINE];
      if (a * a + b * b <= radius * radius) inside++;
    }
  }
  return Math.round((256 * inside) / (FINE * FINE));
}

/** Draw the points of a layer over what is there.
 *  @param {Uint32Array} pixels @param {number} width @param {number} height @param {Float32Array} u @param {Float32Array} v
 *  @param {Lens} lens @param {Layer} layer */
export function paint(pixels, width, height, u, v, { k, tx, ty }, { points, color, opacity, radius }) {
  const { dx, dy, cover, reach } = stampOf(radius);
  const size = dx.length;
  const steps = Int32Array.from(dx, (each, at) => each + dy[at] * width);
  const shares = Int32Array.from(cover, (each) => Math.round(each * opacity));
  const [redBlue, green] = [color & 0xff00ff, color & 0x00ff00];
  for (let index = 0; index < points.length; index++) {
    const point = points[index];
    const x = Math.round(u[point] * k + tx);
    const y = Math.round(v[point] * k + ty);
    if (!(x >= -reach && y >= -reach && x < width + reach && y < height + reach)) continue; // neither is a point without a place
    const isWhole = x >= reach && y >= reach && x < width - reach && y < height - reach;
    const start = y * width + x;
    for (let at = 0; at < size; at++) {
      if (!isWhole && (x + dx[at] < 0 || x + dx[at] >= width || y + dy[at] < 0 || y + dy[at] >= height)) continue;
      const place = start + steps[at];
      const share = shares[at];
      const rest = 256 - share;
      const old = pixels[place];
      const mixed = ((Math.imul(redBlue, share) + Math.imul(old & 0xff00ff, rest)) >>> 8) & 0xff00ff;
      pixels[place] = 0xff000000 | mixed | (((Math.imul(green, share) + Math.imul(old & 0x00ff00, rest)) >>> 8) & 0x00ff00);
    }
  }
}

/** Places as u and v from -0.5 to 0.5, both to the same scale, the middle of all at 0; v points down, as pixels do.
 *  @param {Float32Array} x @param {Float32Array} y */
export function spread(x, y) {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < x.length; at++) {
    if (x[at] !== x[at]) continue;
    left = Math.min(left, x[at]); right = Math.max(right, x[at]);
    low = Math.min(low, y[at]); high = Math.max(high, y[at]);
  }
  const span = Math.max(right - left, high - low, 1e-9);
  const u = Float32Array.from(x, (each) => (each - (left + right) / 2) / span);
  const v = Float32Array.from(y, (each) => ((low + high) / 2 - each) / span);
  return { u, v, width: (right - left) / span, height: (high - low) / span, isEmpty: left > right };
}

/** The lens that shows all of a map in a picture.
 *  @param {number} width @param {number} height @param {{width: number, height: number}} map @param {number} margin @returns {Lens} */
export function wholeLens(width, height, map, margin) {
  const room = (/** @type {number} */ pixels, /** @type {number} */ part) => Math.max(10, pixels - 2 * margin) / Math.max(part, 1e-3);
  return { k: Math.min(room(width, map.width), room(height, map.height)), tx: width / 2, ty: height / 2 };
}

/** The lens after zooming round a pixel, which stays where it is.
 *  @param {Lens} lens @param {number} factor @param {number} x @param {number} y @param {[least: number, most: number]} bounds  of k @returns {Lens} */
export function zoomed({ k, tx, ty }, factor, x, y, [least, most]) {
  const next = Math.max(least, Math.min(most, k * factor));
  const by = next / k;
  return { k: next, tx: x - (x - tx) * by, ty: y - (y - ty) * by };
}

/** Whether a pixel is inside a line that was drawn round; by the even-odd rule.
 *  @param {number} x @param {number} y @param {readonly [number, number][]} line */
export function isInside(x, y, line) {
  let inside = false;
  for (let at = 0, before = line.length - 1; at < line.length; before = at++) {
    const [x1, y1] = line[at];
    const [x2, y2] = line[before];
    if ((y1 > y) !== (y2 > y) && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

const CELLS = 128;

/** Finds the point nearest to a place, by looking only at those in the same part of the map. */
export class PointIndex {
  /** @param {Float32Array} u @param {Float32Array} v */
  constructor(u, v) {
    this.u = u;
    this.v = v;
    this.starts = new Uint32Array(CELLS * CELLS + 1);
    const cells = Int32Array.from(u, (_, at) => this.cellOf(u[at], v[at]));
    for (const cell of cells) if (cell >= 0) this.starts[cell + 1]++;
    for (let cell = 0; cell < CELLS * CELLS; cell++) this.starts[cell + 1] += this.starts[cell];
    const next = this.starts.slice();
    this.points = new Uint32Array(this.starts[CELLS * CELLS]);
    cells.forEach((cell, at) => { if (cell >= 0) this.points[next[cell]++] = at; });
  }

  /** @param {number} u @param {number} v */
  cellOf(u, v) {
    if (u !== u) return -1;
    const place = (/** @type {number} */ each) => Math.max(0, Math.min(CELLS - 1, Math.floor((each + 0.5) * CELLS)));
    return place(v) * CELLS + place(u);
  }

  /** The nearest point that passes, within a distance; -1 where there is none.
   *  @param {number} u @param {number} v @param {number} reach @param {(point: number) => boolean} passes */
  nearest(u, v, reach, passes) {
    const place = (/** @type {number} */ each) => Math.max(0, Math.min(CELLS - 1, Math.floor((each + 0.5) * CELLS)));
    let best = -1;
    let least = reach * reach;
    for (let row = place(v - reach); row <= place(v + reach); row++) {
      for (let index = this.starts[row * CELLS + place(u - reach)]; index < this.starts[row * CELLS + place(u + reach) + 1]; index++) {
        const point = this.points[index];
        const away = (this.u[point] - u) ** 2 + (this.v[point] - v) ** 2;
        if (away <= least && passes(point)) { best = point; least = away; }
      }
    }
    return best;
  }
}
