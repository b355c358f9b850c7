// @ts-check
// Choosing files: those in the notebook's folder, one by its path, or some from this computer.

import { withMarks } from "../parts/chooser.mjs";
import { button, element, filled, newNonce } from "../parts/dom.mjs";
import { ranked } from "../parts/fuzzy.mjs";
import { kindWords, parted, sizeWords, suffixOf } from "./shapes.mjs";
import { sendFile } from "./upload.mjs";

/** @typedef {import("./shapes.mjs").FileRow} FileRow */
/** @typedef {{texts: Record<string, string>, files: FileRow[], suffixes: string[], limits: {bytes: number, files: number},
 *   open: (paths: string[]) => void, look: () => void, leave: () => void, tell: (key: string, values: Record<string, string | number>, isError?: boolean) => void,
 *   send: import("./upload.mjs").UploadHost["send"]}} ChooseHost  What this pane asks of its view. */

const MOST_DRAWN = 300;
const PAGE = 10;

export class ChoosePane {
  find = element("input", { class: "voc-field voc-find", type: "search", autocomplete: "off", spellcheck: "false" });
  found = element("span", { class: "voc-hint" });
  list = element("ul", { class: "voc-files", role: "listbox", tabindex: "0", "aria-multiselectable": "true", id: `voc-files-${newNonce()}` });
  empty = element("p", { class: "voc-empty" });
  path = element("input", { class: "voc-field voc-path", type: "text", autocomplete: "off", spellcheck: "false" });
  picker = element("input", { type: "file", multiple: "", hidden: "" });
  sending = element("div", { class: "voc-sending", hidden: "" });
  openPicked = button("voc-tool voc-main", "", "", () => this.open());
  el = element("section", { class: "voc-choose", "data-lm-suppress-shortcuts": "true" });
  /** @type {Set<string>} the paths that were picked, to be opened together */
  picked = new Set();
  /** @type {{item: FileRow, at: number[]}[]} what the list shows */
  rows = [];
  at = 0;
  stop = new AbortController();

  /** @param {ChooseHost} host @param {AbortSignal} signal */
  constructor(host, signal) {
    this.host = host;
    this.find.addEventListener("input", () => { this.at = 0; this.draw(); });
    this.find.addEventListener("keydown", (event) => this.onFindKey(event));
    this.path.addEventListener("keydown", (event) => this.onPathKey(event));
    this.list.addEventListener("keydown", (event) => this.onListKey(event));
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.picker.addEventListener("change", () => { this.receive([...(this.picker.files ?? [])]); this.picker.value = ""; });
    signal.addEventListener("abort", () => this.stop.abort());
  }

  build() {
    const { texts, limits, suffixes } = this.host;
    this.el.setAttribute("aria-label", texts.choose_files);
    this.list.setAttribute("aria-label", texts.files_here);
    this.find.placeholder = `${texts.filter} ( / )`;
    this.find.setAttribute("aria-label", texts.filter);
    this.find.setAttribute("aria-controls", this.list.id);
    this.path.setAttribute("aria-label", texts.path);
    this.path.placeholder = texts.path_hint;
    this.picker.setAttribute("aria-label", texts.from_computer);
    this.picker.accept = suffixes.join(",");
    this.el.replaceChildren(
      element("div", { class: "voc-row" }, this.find, this.found, this.openPicked, button("voc-tool", texts.look_again, "", () => this.host.look())),
      this.list, this.empty,
      element("div", { class: "voc-row" }, this.path, button("voc-tool", texts.open, "", () => this.openPath()),
        button("voc-tool", texts.from_computer, "", () => this.picker.click()), this.picker,
        element("span", { class: "voc-hint" }, filled(texts.drop_hint, { size: sizeWords(limits.bytes, texts) }))),
      this.sending,
    );
    this.draw();
  }

  // -- the list --

  draw() {
    const { texts, files, limits } = this.host;
    const paths = new Set(files.map(({ path }) => path));
    for (const path of this.picked) if (!paths.has(path)) this.picked.delete(path);
    this.rows = ranked(this.find.value, files, ({ path }) => path);
    this.at = Math.max(0, Math.min(this.at, this.rows.length - 1));
    const from = Math.max(0, Math.min(this.at - MOST_DRAWN / 2, this.rows.length - MOST_DRAWN));
    this.list.replaceChildren(...this.rows.slice(from, from + MOST_DRAWN).map((row, i) => this.option(row, from + i)));
    this.list.hidden = !this.rows.length;
    this.empty.hidden = Boolean(this.rows.length);
    this.empty.textContent = files.length ? texts.no_file_found : texts.no_files;
    const more = files.length >= limits.files ? ` ${filled(texts.files_more, { n: limits.files })}` : "";
    this.found.textContent = filled(texts[this.rows.length === 1 ? "file_one" : "file_n"], { n: this.rows.length }) + more;
    this.openPicked.hidden = !this.picked.size;
    this.openPicked.textContent = filled(texts.picked, { n: this.picked.size });
    this.point();
  }

  /** @param {{item: FileRow, at: number[]}} row @param {number} index */
  option({ item, at }, index) {
    const { texts } = this.host;
    const [folder, name] = parted(item.path);
    const inName = at.filter((place) => place >= folder.length).map((place) => place - folder.length);
    return element("li", {
      role: "option", id: `${this.list.id}-${index}`, "data-at": String(index), "aria-selected": String(this.picked.has(item.path)),
      "aria-setsize": String(this.rows.length), "aria-posinset": String(index + 1),
    },
    element("span", { class: "voc-box", "aria-hidden": "true" }),
    element("span", { class: "voc-file" }, element("span", { class: "voc-hint" }, ...withMarks(folder, at.filter((place) => place < folder.length))), ...withMarks(name, inName)),
    element("span", { class: "voc-hint" }, kindWords(item.kinds, texts)),
    element("span", { class: "voc-hint voc-size" }, item.size ? sizeWords(item.size, texts) : ""));
  }

  point() {
    for (const option of this.list.children) option.classList.toggle("voc-current", option.id === `${this.list.id}-${this.at}`);
    const current = this.list.querySelector(".voc-current");
    if (current) this.list.setAttribute("aria-activedescendant", current.id);
    else this.list.removeAttribute("aria-activedescendant");
    current?.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} index */
  pick(index) {
    const path = this.rows[index]?.item.path;
    if (path === undefined) return;
    if (!this.picked.delete(path)) this.picked.add(path);
    this.at = index;
    this.draw();
  }

  /** Open what was picked, else the current file. */
  open() {
    const current = this.rows[this.at]?.item.path;
    const paths = this.picked.size ? this.host.files.map(({ path }) => path).filter((path) => this.picked.has(path)) : current === undefined ? [] : [current];
    this.picked.clear();
    if (paths.length) this.host.open(paths);
  }

  openPath() {
    const path = this.path.value.trim();
    if (!path) { this.path.focus(); return; }
    this.host.open([path]);
  }

  // -- keys and mouse --

  /** @param {MouseEvent} event */
  onClick(event) {
    const { target } = event;
    const option = target instanceof Element ? target.closest("li") : null;
    if (!option) return;
    const index = Number(option.dataset.at);
    const picks = event.ctrlKey || event.metaKey || event.shiftKey || (target instanceof Element && target.closest(".voc-box"));
    if (picks) { this.pick(index); return; }
    this.at = index;
    this.point();
    this.open();
  }

  /** @param {KeyboardEvent} event */
  onListKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE, Home: -Infinity, End: Infinity };
    const step = steps[event.key];
    if (step) this.walk(step);
    else if (event.key === " ") this.pick(this.at);
    else if (event.key === "Enter") this.open();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {number} step */
  walk(step) {
    const last = this.rows.length - 1;
    this.at = step === -Infinity ? 0 : step === Infinity ? last : Math.max(0, Math.min(last, this.at + step));
    if (this.list.childElementCount < this.rows.length) this.draw();
    else this.point();
  }

  /** @param {KeyboardEvent} event */
  onFindKey(event) {
    event.stopPropagation();
    if (event.key === "ArrowDown") this.list.focus();
    else if (event.key === "Enter" && !event.isComposing) this.open();
    else if (event.key === "Escape" && this.find.value) { this.find.value = ""; this.draw(); }
    else if (event.key === "Escape") this.host.leave();
    else return;
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  onPathKey(event) {
    event.stopPropagation();
    if (event.key === "Enter" && !event.isComposing) this.openPath();
    else if (event.key === "Escape") this.host.leave();
    else return;
    event.preventDefault();
  }

  // -- files from this computer --

  /** Send files one after the other; what cannot be sent is said, and the others go on.
   *  @param {readonly File[]} files */
  async receive(files) {
    const { texts, limits, suffixes, tell } = this.host;
    this.stop.abort();
    const stop = this.stop = new AbortController();
    for (const file of files) {
      if (stop.signal.aborted) break;
      if (!suffixes.includes(suffixOf(file.name))) tell("not_read_here", { file: file.name, suffixes: suffixes.join(" ") }, true);
      else if (file.size > limits.bytes) tell("too_large", { file: file.name, size: sizeWords(limits.bytes, texts) }, true);
      else await this.sendOne(file, stop.signal);
    }
    this.sending.hidden = true;
  }

  /** @param {File} file @param {AbortSignal} signal */
  async sendOne(file, signal) {
    const { texts, send, tell } = this.host;
    const bar = element("progress", { max: String(Math.max(1, file.size)), value: "0", "aria-label": file.name });
    const words = element("span", {}, file.name);
    this.sending.replaceChildren(bar, words, button("voc-tool", texts.stop_sending, "", () => this.stop.abort()));
    this.sending.hidden = false;
    const onProgress = (/** @type {File} */ { name, size }, /** @type {number} */ done) => {
      bar.value = done;
      words.textContent = filled(texts.sending, { file: name, done: sizeWords(done, texts), size: sizeWords(size, texts) });
    };
    try {
      await sendFile(file, newNonce(), { send, onProgress }, signal);
      if (!signal.aborted) tell("sent", { file: file.name });
    } catch (error) { // a folder, a file that went away, or a kernel that refuses
      tell("not_sent", { file: file.name, reason: error instanceof Error ? error.message : String(error) }, true);
    }
  }
}
