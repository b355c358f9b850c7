// @ts-check
// The map of answers: points, names of topics, zooming, and choosing by lasso or box.
// Two canvases: points below, and above them what changes more often: names, rings, the lasso.

import { button, element, filled } from "../parts/dom.mjs";
import { UNCLEAR, passing, sampled } from "./points.mjs";
import { PointIndex, isInside, paint, spread, wholeLens, zoomed } from "./raster.mjs";

/** @typedef {import("./points.mjs").Shown} Shown */
/** @typedef {import("./points.mjs").Topic} Topic */
/** @typedef {"hand" | "lasso" | "box"} Tool */
/** @typedef {{texts: Record<string, string>, shown: Shown, mask: Uint8Array, focus: readonly number[], selected: ReadonlySet<number>, active: number,
 *   colorOf: (topic: number) => string, nameOf: (topic: number) => string, said: (point: number) => HTMLElement, number: (n: number) => string,
 *   pointed: (point: number, event: PointerEvent) => void, topicClicked: (topic: number, event: PointerEvent) => void, emptied: () => void,
 *   caught: (points: number[], isMore: boolean) => void, dragging: (event: PointerEvent, what: import("./drag.mjs").Dragged, click: () => void) => void,
 *   hovered: (topic: number | null) => void }} MapHost  What the map asks of its view. */
/** @typedef {{topic: number, x: number, y: number, width: number, height: number}} Label  in pixels of the page */

const MARGIN = 34;
const REACH_PX = 9; // so far from a point the mouse still means it
const DRAG_STARTS_PX = 4;
const MOST_ZOOM = 60;
const ZOOM_KEY = 1.4;
const LEAST_LOOP_PX = 6;
const LABEL_LETTERS = 26;
const LABEL_HEIGHT = 19;
const EDGE_SHARE = 0.12; // of a topic's members are beyond its name
const SAMPLED = 201; // members that say where a topic's middle is

export class MapPane {
  points = element("canvas", { class: "voc-points", "aria-hidden": "true" });
  over = element("canvas", { class: "voc-over", "aria-hidden": "true" });
  tip = element("div", { class: "voc-tip", hidden: "" });
  hint = element("div", { class: "voc-map-hint", "aria-hidden": "true" });
  none = element("p", { class: "voc-empty", hidden: "" });
  stage = element("div", { class: "voc-stage", tabindex: "0", role: "application", "data-lm-suppress-shortcuts": "true" }, this.points, this.over, this.tip, this.hint);
  tools = element("div", { class: "voc-map-tools", role: "toolbar", "data-lm-suppress-shortcuts": "true" });
  el = element("section", { class: "voc-map" }, this.stage, this.tools, this.none);
  /** @type {Float32Array} */ u = new Float32Array();
  /** @type {Float32Array} */ v = new Float32Array();
  map = { width: 1, height: 1, isEmpty: true };
  index = new PointIndex(this.u, this.v);
  /** @type {import("./raster.mjs").Lens} */ lens = { k: 1, tx: 0, ty: 0 };
  /** @type {import("./raster.mjs").Layer[]} */ layers = [];
  /** @type {Map<number, [u: number, top: number, low: number]>} where the name of each topic can be written */ middles = new Map();
  /** @type {Label[]} */ labels = [];
  /** @type {Tool} */ tool = "hand";
  /** @type {{x: number, y: number, moved: boolean, mode: Tool, line: [number, number][]} | null} */ gesture = null;
  hovered = -1;
  isWhole = true;
  /** Whether keys go from answer to answer here, so that each is told. */ isWalked = false;
  isPlanned = false;
  isStale = true;
  /** @type {ImageData | null} */ picture = null;
  colors = { fg: 0, fgCss: "#000", bgCss: "#fff", accentCss: "#1976d2" };

  /** @param {MapHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    const watch = new ResizeObserver(() => this.resize());
    watch.observe(this.stage);
    const repaint = () => { this.isStale = true; this.plan(); };
    const theme = new MutationObserver(repaint); // JupyterLab and others name their theme on the body
    theme.observe(document.body, { attributes: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint, { signal });
    signal.addEventListener("abort", () => { watch.disconnect(); theme.disconnect(); });
    this.stage.addEventListener("pointerdown", (event) => this.onDown(event));
    this.stage.addEventListener("pointermove", (event) => this.onMove(event));
    this.stage.addEventListener("pointerup", (event) => this.onUp(event));
    this.stage.addEventListener("pointercancel", () => { this.gesture = null; this.plan(); });
    this.stage.addEventListener("pointerleave", () => this.hover(-1, null));
    this.stage.addEventListener("dblclick", () => this.showWhole());
    this.stage.addEventListener("wheel", (event) => this.onWheel(event), { passive: false });
    this.stage.addEventListener("focus", () => this.plan());
    this.stage.addEventListener("blur", () => this.plan());
  }

  build() {
    const { texts } = this.host;
    this.tools.setAttribute("aria-label", texts.map);
    const tool = (/** @type {Tool} */ name, /** @type {string} */ key) => {
      const made = button("voc-tool", `${texts[name]} `, key, () => this.take(this.tool === name ? "hand" : name));
      made.append(element("kbd", {}, key));
      made.dataset.tool = name;
      return made;
    };
    const zoom = (/** @type {string} */ sign, /** @type {string} */ key, /** @type {string} */ label, /** @type {() => void} */ act) => {
      const made = button("voc-tool", sign, key, act);
      made.setAttribute("aria-label", label);
      made.title = `${label} (${key})`;
      return made;
    };
    this.tools.replaceChildren(
      tool("lasso", "L"), tool("box", "B"), element("span", { class: "voc-space" }),
      zoom("−", "-", texts.zoom_out, () => this.zoomKey(1 / ZOOM_KEY)), zoom("+", "+", texts.zoom_in, () => this.zoomKey(ZOOM_KEY)),
      zoom("⤢", "0", texts.whole, () => this.showWhole()),
    );
    this.none.textContent = texts.map_none;
    this.hint.textContent = texts.wheel_hint;
    this.take(this.tool);
    this.draw();
  }

  /** Take over the answers' places.
   *  @param {import("./points.mjs").Points} points */
  load({ x, y }) {
    const { u, v, ...map } = spread(x, y);
    Object.assign(this, { u, v, map, index: new PointIndex(u, v), hovered: -1 });
    this.showWhole();
  }

  /** @param {Tool} tool */
  take(tool) {
    this.tool = tool;
    this.stage.dataset.tool = tool;
    for (const each of this.tools.querySelectorAll("[data-tool]")) each.setAttribute("aria-pressed", String(each instanceof HTMLElement && each.dataset.tool === tool));
  }

  // -- drawing --

  /** What is shown has changed: sort the points anew, and draw. */
  draw() {
    this.isStale = true;
    const { texts, shown, mask, number } = this.host;
    this.none.hidden = !this.map.isEmpty;
    this.stage.hidden = this.tools.hidden = this.map.isEmpty;
    this.stage.setAttribute("aria-label", filled(texts.map_says, { n: number(passing(mask)) }));
    this.findMiddles(shown, mask);
    this.plan();
  }

  plan() {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => { this.isPlanned = false; this.render(); });
  }

  get scale() { return globalThis.devicePixelRatio || 1; }

  resize() {
    const { width, height } = this.stage.getBoundingClientRect();
    if (!width || !height) return;
    for (const canvas of [this.points, this.over]) {
      canvas.width = Math.round(width * this.scale);
      canvas.height = Math.round(height * this.scale);
    }
    this.picture = null;
    if (this.isWhole) this.showWhole();
    this.render(); // at once: an emptied canvas would flash
  }

  render() {
    const { width, height } = this.points;
    const below = this.points.getContext("2d");
    const above = this.over.getContext("2d");
    if (!width || !height || !below || !above || this.map.isEmpty || this.stage.hidden) return;
    if (this.isStale) this.sortPoints();
    this.picture ??= new ImageData(width, height);
    const pixels = new Uint32Array(this.picture.data.buffer);
    pixels.fill(0xff000000 | this.rgbOf(this.colors.bgCss));
    for (const layer of this.layers) paint(pixels, width, height, this.u, this.v, this.lens, layer);
    below.putImageData(this.picture, 0, 0);
    this.renderOver(above);
  }

  /** Points and names as one picture, for paper. */
  pictured() {
    const { width, height } = this.points;
    const both = element("canvas", { width: String(width), height: String(height) });
    for (const canvas of [this.points, this.over]) both.getContext("2d")?.drawImage(canvas, 0, 0);
    return both.toDataURL();
  }

  /** The points by how they are drawn: those in the way of nobody first. */
  sortPoints() {
    this.isStale = false;
    this.readColors();
    const { shown: { places }, mask, focus, selected, colorOf } = this.host;
    /** @type {Map<string, number[]>} */ const groups = new Map();
    const focused = new Set(focus);
    /** @type {Map<number, string>} */ const keyOf = new Map();
    const key = (/** @type {number} */ topic) => {
      const color = colorOf(topic);
      if (focused.size) return focused.has(topic) ? `2${color || this.colors.fgCss}` : "0";
      return color ? `1${color}` : "0";
    };
    for (let point = 0; point < this.u.length; point++) {
      const topic = places.topic[point];
      if (!mask[point] || topic < UNCLEAR) continue;
      let name = keyOf.get(topic);
      if (name === undefined) keyOf.set(topic, name = key(topic));
      const group = groups.get(name);
      if (group) group.push(point);
      else groups.set(name, [point]);
    }
    const radius = radiusFor(this.u.length) * this.scale;
    const ringed = [...selected].filter((point) => mask[point]);
    this.layers = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, points]) => this.layerOf(name, points, radius, focused.size > 0));
    if (ringed.length) this.layers.push({ points: ringed, color: this.colors.fg, opacity: 1, radius: radius + 2 * this.scale });
    for (const [name, points] of ringed.length ? groups : []) {
      const inside = points.filter((point) => selected.has(point));
      if (inside.length) this.layers.push({ ...this.layerOf(name, inside, radius, false), opacity: 1 });
    }
  }

  /** How a group of points is drawn: in its colour, or grey, and then paler where others stand out.
   *  @param {string} name @param {number[]} points @param {number} radius @param {boolean} isPale */
  layerOf(name, points, radius, isPale) {
    const n = this.u.length;
    const opacity = n > 30_000 ? 0.55 : n > 3_000 ? 0.75 : 0.9; // many points lie over each other
    const isGrey = name === "0";
    const color = isGrey ? mix(this.colors.fg, this.rgbOf(this.colors.bgCss), 0.45) : this.rgbOf(name.slice(1));
    return { points: new Uint32Array(points), color, opacity: isGrey ? (isPale ? 0.28 : 0.5) * opacity : opacity, radius };
  }

  readColors() {
    const style = getComputedStyle(this.stage);
    const accent = getComputedStyle(this.hint).color;
    this.colors = { fgCss: style.color, bgCss: style.backgroundColor, accentCss: accent, fg: 0 };
    this.colors.fg = this.rgbOf(style.color);
  }

  /** @type {Map<string, number>} */ known = new Map();

  /** A colour of the page as 0xBBGGRR.
   *  @param {string} css */
  rgbOf(css) {
    let found = this.known.get(css);
    if (found !== undefined) return found;
    const canvas = new OffscreenCanvas(1, 1);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
    context.fillStyle = css;
    context.fillRect(0, 0, 1, 1);
    const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
    this.known.set(css, found = red | (green << 8) | (blue << 16));
    return found;
  }

  /** Where the name of each topic goes: above or below most of its members, so that it hides few of them.
   *  @param {Shown} shown @param {Uint8Array} mask */
  findMiddles({ places }, mask) {
    const among = (/** @type {Float32Array} */ values, /** @type {number[]} */ points, /** @type {number} */ share) =>
      Float32Array.from(points, (point) => values[point]).sort()[Math.floor(points.length * share)];
    const samples = sampled(places, mask, this.u, SAMPLED);
    this.middles = new Map([...samples].map(([topic, points]) => // the largest has its name written first
      [topic, [among(this.u, points, 0.5), among(this.v, points, EDGE_SHARE), among(this.v, points, 1 - EDGE_SHARE)]]));
  }

  /** @param {CanvasRenderingContext2D} context */
  renderOver(context) {
    const { scale } = this;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, this.over.width, this.over.height);
    const { active } = this.host;
    if (active >= 0) this.ring(context, active, 3);
    if (this.hovered >= 0 && this.hovered !== active) this.ring(context, this.hovered, 2);
    this.writeLabels(context);
    if (this.gesture?.line.length) this.drawLine(context, this.gesture);
    this.placeTip();
  }

  /** @param {CanvasRenderingContext2D} context @param {number} point @param {number} thick */
  ring(context, point, thick) {
    const [x, y] = this.pixelOf(point);
    if (!(x > -20 && y > -20)) return;
    const radius = radiusFor(this.u.length) + 4;
    for (const [color, width] of /** @type {[string, number][]} */ ([[this.colors.bgCss, thick + 2], [this.colors.fgCss, thick]])) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.strokeStyle = color;
      context.lineWidth = width;
      context.stroke();
    }
  }

  /** Write as many names as there is room for, the chosen ones first, then the largest.
   *  @param {CanvasRenderingContext2D} context */
  writeLabels(context) {
    const { focus, nameOf, colorOf } = this.host;
    const focused = new Set(focus);
    this.labels = [];
    context.textBaseline = "middle";
    const font = getComputedStyle(this.stage).fontFamily;
    const order = [...this.middles.keys()].sort((a, b) => Number(focused.has(b)) - Number(focused.has(a)));
    for (const topic of order) {
      const isFocused = focused.has(topic);
      context.font = `${isFocused ? "600 " : ""}12px ${font}`;
      const words = shortened(nameOf(topic));
      const number = `${topic}`;
      const [u, top, low] = this.middles.get(topic) ?? [0, 0, 0];
      const width = context.measureText(`${number}  ${words}`).width + 14;
      const at = (/** @type {number} */ v, /** @type {number} */ by) => ({
        topic, x: (u * this.lens.k + this.lens.tx) / this.scale - width / 2, y: (v * this.lens.k + this.lens.ty) / this.scale + by, width, height: LABEL_HEIGHT,
      });
      const label = [at(top, -LABEL_HEIGHT), at(low, 0)].find((each) => !this.isOut(each) && !this.labels.some((other) => overlaps(each, other))) ?? (isFocused ? at(top, -LABEL_HEIGHT) : null);
      if (!label) continue;
      this.labels.push(label);
      context.globalAlpha = focused.size && !isFocused ? 0.55 : 0.82;
      context.fillStyle = this.colors.bgCss;
      context.beginPath();
      context.roundRect(label.x, label.y, width, LABEL_HEIGHT, 4);
      context.fill();
      context.globalAlpha = focused.size && !isFocused ? 0.6 : 1;
      context.strokeStyle = colorOf(topic) || this.colors.fgCss;
      context.lineWidth = isFocused ? 2.5 : 1.5;
      context.stroke();
      context.fillStyle = this.colors.fgCss;
      context.fillText(`${number}  ${words}`, label.x + 7, label.y + LABEL_HEIGHT / 2 + 0.5);
      context.globalAlpha = 1;
    }
  }

  /** @param {Label} label */
  isOut({ x, y, width, height }) {
    return x + width < 0 || y + height < 0 || x > this.stage.clientWidth || y > this.stage.clientHeight;
  }

  /** @param {CanvasRenderingContext2D} context @param {{mode: Tool, line: [number, number][]}} gesture */
  drawLine(context, { mode, line }) {
    context.beginPath();
    for (const [x, y] of mode === "box" ? corners(line) : line) context.lineTo(x, y);
    context.closePath();
    context.fillStyle = this.colors.accentCss;
    context.globalAlpha = 0.14;
    context.fill();
    context.globalAlpha = 1;
    context.setLineDash([5, 4]);
    context.strokeStyle = this.colors.fgCss;
    context.lineWidth = 1.5;
    context.stroke();
    context.setLineDash([]);
  }

  /** Write beside the answer that is pointed at what it says. */
  placeTip() {
    const point = this.hovered >= 0 ? this.hovered : this.isWalked && this.stage.matches(":focus") ? this.host.active : -1;
    const [x, y] = point >= 0 ? this.pixelOf(point) : [NaN, NaN];
    const { clientWidth, clientHeight } = this.stage;
    this.tip.hidden = !(x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight) || Boolean(this.gesture?.moved);
    if (this.tip.hidden) return;
    if (this.tip.dataset.point !== String(point)) { this.tip.dataset.point = String(point); this.tip.replaceChildren(this.host.said(point)); }
    this.tip.style.left = `${Math.max(4, Math.min(clientWidth - this.tip.offsetWidth - 4, x + 14))}px`;
    this.tip.style.top = `${y + 14 + this.tip.offsetHeight > clientHeight ? Math.max(4, y - this.tip.offsetHeight - 12) : y + 14}px`;
  }

  /** A text has come in: write it where it is asked for. */
  retell() {
    delete this.tip.dataset.point;
    this.placeTip();
  }

  // -- places --

  /** Where a point is, in pixels of the page.
   *  @param {number} point @returns {[number, number]} */
  pixelOf(point) {
    return [(this.u[point] * this.lens.k + this.lens.tx) / this.scale, (this.v[point] * this.lens.k + this.lens.ty) / this.scale];
  }

  /** @param {number} x @param {number} y */
  pointAt(x, y) {
    const { k, tx, ty } = this.lens;
    const { mask, shown: { places } } = this.host;
    return this.index.nearest((x * this.scale - tx) / k, (y * this.scale - ty) / k, (REACH_PX * this.scale) / k, (point) => Boolean(mask[point]) && places.topic[point] >= UNCLEAR);
  }

  /** The topic whose name is written there; null where none is.
   *  @param {number} x @param {number} y */
  labelAt(x, y) {
    return this.labels.find((label) => x >= label.x && x <= label.x + label.width && y >= label.y && y <= label.y + label.height)?.topic ?? null;
  }

  /** The topic under a place of the page, for what is dropped there.
   *  @param {number} clientX @param {number} clientY */
  topicAt(clientX, clientY) {
    const box = this.stage.getBoundingClientRect();
    return this.labelAt(clientX - box.left, clientY - box.top);
  }

  /** @returns {[number, number]} the bounds of zooming */
  get bounds() {
    const { k } = wholeLens(this.points.width, this.points.height, this.map, MARGIN * this.scale);
    return [k * 0.7, k * MOST_ZOOM];
  }

  showWhole() {
    this.lens = wholeLens(this.points.width, this.points.height, this.map, MARGIN * this.scale);
    this.isWhole = true;
    this.plan();
  }

  /** Zoom round a place in pixels of the page.
   *  @param {number} factor @param {number} x @param {number} y */
  zoom(factor, x, y) {
    this.lens = zoomed(this.lens, factor, x * this.scale, y * this.scale, this.bounds);
    this.isWhole = false;
    this.plan();
  }

  /** Zoom round the current answer where it is in sight, else round the middle.
   *  @param {number} factor */
  zoomKey(factor) {
    const { clientWidth, clientHeight } = this.stage;
    const [x, y] = this.host.active >= 0 ? this.pixelOf(this.host.active) : [NaN, NaN];
    if (x >= 0 && y >= 0 && x <= clientWidth && y <= clientHeight) this.zoom(factor, x, y);
    else this.zoom(factor, clientWidth / 2, clientHeight / 2);
  }

  /** @param {number} dx @param {number} dy  in pixels of the page */
  pan(dx, dy) {
    this.lens = { ...this.lens, tx: this.lens.tx + dx * this.scale, ty: this.lens.ty + dy * this.scale };
    this.isWhole = false;
    this.plan();
  }

  /** Move the map as little as shows an answer.
   *  @param {number} point */
  reveal(point) {
    const [x, y] = this.pixelOf(point);
    const { clientWidth, clientHeight } = this.stage;
    if (!(x === x) || !clientWidth) return;
    const shift = (/** @type {number} */ at, /** @type {number} */ room) => (at < MARGIN ? MARGIN - at : at > room - MARGIN ? room - MARGIN - at : 0);
    const [dx, dy] = [shift(x, clientWidth), shift(y, clientHeight)];
    if (dx || dy) this.pan(dx, dy);
    else this.plan();
  }

  // -- the mouse --

  /** @param {PointerEvent | WheelEvent} event @returns {[number, number]} */
  placeIn(event) {
    const box = this.stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  /** @param {PointerEvent} event */
  onDown(event) {
    if (event.button !== 0) return;
    event.preventDefault(); // no text is selected
    this.isWalked = false;
    this.stage.focus({ preventScroll: true });
    const [x, y] = this.placeIn(event);
    if (this.tool === "hand" && !event.shiftKey) {
      const label = this.labelAt(x, y);
      const point = label === null ? this.pointAt(x, y) : -1;
      const click = () => this.click(x, y, event);
      if (label !== null) { this.host.dragging(event, { topics: [label] }, click); return; }
      if (point >= 0 && this.host.selected.has(point)) { this.host.dragging(event, { points: [...this.host.selected] }, click); return; }
    }
    this.stage.setPointerCapture(event.pointerId);
    const mode = this.tool === "hand" && event.shiftKey ? "lasso" : this.tool;
    this.gesture = { x, y, moved: false, mode, line: [] };
  }

  /** @param {PointerEvent} event */
  onMove(event) {
    const [x, y] = this.placeIn(event);
    const { gesture } = this;
    if (!gesture) { this.hover(this.labelAt(x, y) === null ? this.pointAt(x, y) : -1, this.labelAt(x, y)); return; }
    if (!gesture.moved && Math.hypot(x - gesture.x, y - gesture.y) < DRAG_STARTS_PX) return;
    if (!gesture.moved && gesture.mode !== "hand") gesture.line = [[gesture.x, gesture.y]];
    gesture.moved = true;
    if (gesture.mode === "hand") { this.pan(x - gesture.x, y - gesture.y); [gesture.x, gesture.y] = [x, y]; return; }
    if (gesture.mode === "box") gesture.line = [gesture.line[0], [x, y]];
    else gesture.line.push([x, y]);
    this.plan();
  }

  /** @param {PointerEvent} event */
  onUp(event) {
    const { gesture } = this;
    this.gesture = null;
    if (!gesture) return;
    if (this.stage.hasPointerCapture(event.pointerId)) this.stage.releasePointerCapture(event.pointerId);
    if (!gesture.moved) this.click(gesture.x, gesture.y, event);
    else if (gesture.mode !== "hand") this.catchInside(gesture, event.ctrlKey || event.metaKey);
    this.plan();
  }

  /** @param {number} x @param {number} y @param {PointerEvent} event */
  click(x, y, event) {
    const label = this.labelAt(x, y);
    if (label !== null) { this.host.topicClicked(label, event); return; }
    const point = this.pointAt(x, y);
    if (point >= 0) this.host.pointed(point, event);
    else this.host.emptied();
  }

  /** Select what is inside the line.
   *  @param {{mode: Tool, line: [number, number][]}} gesture @param {boolean} isMore */
  catchInside({ mode, line }, isMore) {
    const round = mode === "box" ? corners(line) : line;
    const [xs, ys] = [round.map(([x]) => x), round.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    if (Math.max(right - left, bottom - top) < LEAST_LOOP_PX) return;
    const { mask, shown: { places } } = this.host;
    const caught = [];
    for (let point = 0; point < this.u.length; point++) {
      if (!mask[point] || places.topic[point] < UNCLEAR) continue;
      const [x, y] = this.pixelOf(point);
      if (x >= left && x <= right && y >= top && y <= bottom && isInside(x, y, round)) caught.push(point);
    }
    this.take("hand");
    this.host.caught(caught, isMore);
  }

  /** @param {number} point @param {number | null} topic */
  hover(point, topic) {
    if (topic !== null) this.host.hovered(topic);
    else if (this.hovered < 0) this.host.hovered(null);
    this.stage.classList.toggle("voc-on-point", point >= 0 || topic !== null);
    if (point === this.hovered) return;
    this.hovered = point;
    const above = this.over.getContext("2d");
    if (above && !this.isStale) this.renderOver(above); // the points below stay as they are
  }

  /** @param {WheelEvent} event */
  onWheel(event) {
    if (!event.ctrlKey && !event.metaKey && !this.stage.matches(":focus")) { this.stage.classList.add("voc-hinting"); return; } // who scrolls the notebook only passes by
    event.preventDefault();
    this.stage.classList.remove("voc-hinting");
    const [x, y] = this.placeIn(event);
    this.zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY)) * 0.0025), x, y);
  }
}

/** How large a point is, in pixels of the page, where there are so many.
 *  @param {number} n */
export const radiusFor = (n) => (n <= 400 ? 5 : n <= 2_500 ? 4 : n <= 12_000 ? 2.75 : n <= 50_000 ? 2 : 1.5);

/** @param {number} one @param {number} other  as 0xBBGGRR @param {number} share  of the one */
function mix(one, other, share) {
  const part = (/** @type {number} */ shift) => Math.round(((one >> shift) & 255) * share + ((other >> shift) & 255) * (1 - share)) << shift;
  return part(0) | part(8) | part(16);
}

/** @param {Label} one @param {Label} other */
const overlaps = (one, other) => one.x < other.x + other.width + 3 && other.x < one.x + one.width + 3 && one.y < other.y + other.height + 2 && other.y < one.y + one.height + 2;

/** @param {string} name */
export function shortened(name) {
  if (name.length <= LABEL_LETTERS) return name;
  const start = name.slice(0, LABEL_LETTERS - 1).replace(/[\uD800-\uDBFF]$/, ""); // half of a sign is none
  return `${start.trimEnd()}…`;
}

/** The box between the first and the last place of a gesture.
 *  @param {readonly [number, number][]} line @returns {[number, number][]} */
function corners(line) {
  const [[x1, y1], [x2, y2]] = [line[0], line[line.length - 1]];
  return [[x1, y1], [x2, y1], [x2, y2], [x1, y2]];
}
