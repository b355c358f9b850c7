// @ts-check
// The recording beside its transcript: a click on a turn's time or speaker plays it, the turn that is heard is marked.
// The file comes from the kernel in parts: nothing is fetched from an address.

import { button, element, filled } from "../parts/dom.mjs";
import { turnIndexAt } from "./passages.mjs";

/** @typedef {import("./passages.mjs").Turn} Turn */
/** @typedef {{name: string, type: string, size: number}} Recording */
/** @typedef {import("./view.mjs").PanelHost} PanelHost */

const PART_BYTES = 1 << 20;
const PARTS_ASKED = 4;
const STEP_SECONDS = 5;

/** The turn that is heard at a time: the last that has begun; -1 before the first, or without times.
 *  @param {readonly Turn[]} turns @param {number} seconds */
export function turnHeard(turns, seconds) {
  let found = -1;
  for (let i = 0; i < turns.length; i++) {
    const { seconds: begins } = turns[i];
    if (begins === null || begins === undefined) continue;
    if (begins > seconds) break;
    found = i;
  }
  return found;
}

export class PlayerPanel {
  label = "player";
  key = "P";
  el = element("div", { class: "voc-player", role: "group", hidden: "" });
  stage = element("div", { class: "voc-stage" });
  progress = element("span", { class: "voc-soft", role: "status" });
  path = element("input", { class: "voc-field voc-wide", type: "text", autocomplete: "off", spellcheck: "false" });
  /** @type {HTMLMediaElement | null} */
  media = null;
  /** @type {Recording | null} */
  recording = null;
  /** @type {(Blob | undefined)[]} */
  parts = [];
  nAsked = 0;
  /** Tells the parts of this file from those of another. */
  file = 0;
  address = "";
  /** The source whose recording this is. */
  source = "";
  follows = true;
  playing = -1;

  /** @param {PanelHost} view */
  constructor(view) {
    this.view = view;
    view.text.box.addEventListener("click", (event) => this.onClick(event));
    this.path.addEventListener("keydown", (event) => this.onPathKey(event));
  }

  get isOpen() { return this.el.isConnected; }

  // -- the panel --

  build() {
    const { texts } = this.view;
    this.el.setAttribute("aria-label", texts.player);
    this.path.setAttribute("aria-label", texts.recording_path);
    this.path.placeholder = texts.recording_path;
    this.drawStage();
  }

  open() {
    if (this.source !== this.view.source) this.load();
    else this.playFromCaret();
  }

  close() {
    this.media?.pause();
    this.mark(-1);
  }

  end() {
    this.forget();
  }

  draw() {
    if (this.isOpen && this.source !== this.view.source) this.load();
    else if (this.playing >= 0) this.mark(this.playing); // rows that were drawn again lost their mark
  }

  /** @returns {[string[], string][]} */
  keys() {
    const { texts } = this.view;
    return [[["P"], texts.key_play], [["[", "]"], texts.key_seek]];
  }

  /** @param {KeyboardEvent} event @returns {(() => void) | undefined} */
  onKey(event) {
    const { media } = this;
    if (!this.isOpen || !media || event.ctrlKey || event.metaKey) return undefined;
    return /** @type {Record<string, () => void>} */ ({
      p: () => { if (media.paused) this.playFromCaret(); else media.pause(); },
      "[": () => { media.currentTime = Math.max(0, media.currentTime - STEP_SECONDS); },
      "]": () => { media.currentTime += STEP_SECONDS; },
    })[event.key.toLowerCase()];
  }

  drawStage() {
    const { texts } = this.view;
    const close = button("voc-tool", "×", "Escape", () => this.view.closePanel(this));
    close.setAttribute("aria-label", texts.close);
    if (this.recording || this.source !== this.view.source) {
      const follow = button("voc-tool", texts.follow_along, "", () => {
        this.follows = !this.follows;
        follow.setAttribute("aria-pressed", String(this.follows));
      });
      follow.setAttribute("aria-pressed", String(this.follows));
      this.el.replaceChildren(element("div", { class: "voc-panel-row" }, this.stage, this.progress, follow, close));
      return;
    }
    this.el.replaceChildren(element("div", { class: "voc-panel-row" },
      element("span", { class: "voc-soft" }, texts.no_recording), this.path, button("voc-tool", texts.attach, "Enter", () => this.attach()), close));
  }

  attach() {
    const path = this.path.value.trim();
    if (path) this.view.ask({ op: "attach", path });
  }

  /** @param {KeyboardEvent} event */
  onPathKey(event) {
    event.stopPropagation(); // a letter here is a letter, not a command
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") this.attach();
    else this.view.closePanel(this);
  }

  /** @param {import("../parts/view.mjs").Command} command @param {import("../parts/view.mjs").Answer} _answer @param {boolean} isRefused */
  onAnswered(command, _answer, isRefused) {
    if (command.op === "attach" && !isRefused) { this.path.value = ""; this.load(); }
  }

  // -- loading --

  forget() {
    this.media?.pause();
    if (this.address) URL.revokeObjectURL(this.address);
    this.mark(-1);
    Object.assign(this, { media: null, recording: null, parts: [], nAsked: 0, address: "", file: this.file + 1 });
    this.stage.replaceChildren();
    this.progress.textContent = "";
  }

  async load() {
    this.forget();
    const { file } = this;
    this.source = this.view.source;
    try {
      const { recording } = await this.view.inquire({ op: "media" });
      if (file !== this.file) return;
      this.recording = recording;
    } catch { this.source = ""; return; } // the view has said why
    this.drawStage();
    if (!this.recording) { this.path.focus(); return; }
    for (let n = 0; n < PARTS_ASKED; n++) this.askPart();
  }

  askPart() {
    const start = this.nAsked * PART_BYTES;
    if (!this.recording || start >= this.recording.size) return;
    this.view.send({ op: "media_part", file: this.file, number: this.nAsked, start, size: PART_BYTES });
    this.nAsked += 1;
  }

  /** @param {any} message @param {DataView[]} buffers @returns {boolean} whether it was for this panel */
  onMessage(message, buffers) {
    if (message.event === "refused" && !message.nonce && this.recording && !this.media) {
      this.view.say("question_refused", { reason: message.reason }, "error");
      return true;
    }
    if (message.event !== "media_part") return false;
    if (message.file !== this.file || !this.recording) return true;
    this.parts[message.number] = new Blob([/** @type {DataView<ArrayBuffer>} */ (buffers[0])]);
    const loaded = this.parts.reduce((sum, part) => sum + (part?.size ?? 0), 0);
    this.progress.textContent = filled(this.view.texts.loading, { share: Math.floor((100 * loaded) / this.recording.size) });
    if (loaded < this.recording.size) this.askPart();
    else this.makeMedia(this.recording);
    return true;
  }

  /** @param {Recording} recording */
  makeMedia({ name, type }) {
    const media = element(type.startsWith("video/") ? "video" : "audio", { controls: "", "aria-label": name });
    this.address = URL.createObjectURL(new Blob(/** @type {Blob[]} */ (this.parts), { type }));
    this.parts = [];
    this.media = media;
    media.src = this.address;
    media.addEventListener("timeupdate", () => this.onTime());
    media.addEventListener("error", () => this.view.say("not_playable", { name }, "error"));
    this.progress.textContent = "";
    this.stage.replaceChildren(media);
    this.playFromCaret();
  }

  // -- playing --

  /** Play on; from the turn with the caret, where that is not the one that is heard. */
  playFromCaret() {
    const { turns, text } = this.view;
    const at = turns.length ? turnIndexAt(turns, Math.min(text.raw.anchor, text.raw.focus)) : -1;
    if (at >= 0 && at !== turnHeard(turns, this.media?.currentTime ?? 0)) this.playTurn(at);
    else this.play();
  }

  /** @param {number} index */
  playTurn(index) {
    const { seconds } = this.view.turns[index];
    if (this.media && seconds !== null && seconds !== undefined) this.media.currentTime = seconds;
    this.play();
  }

  play() {
    this.media?.play().catch(() => {}); // where the browser wants a click first, the controls are there
  }

  onTime() {
    const heard = turnHeard(this.view.turns, this.media?.currentTime ?? 0);
    if (heard === this.playing || !this.isOpen) return;
    this.mark(heard);
    const turn = this.view.turns[heard];
    if (turn && this.follows && !this.media?.paused) this.view.scrollTo({ start: turn.start, end: turn.start + 1 });
  }

  /** @param {number} index  of the turn that is heard; -1 for none */
  mark(index) {
    this.view.rows[this.playing]?.classList.remove("voc-playing");
    this.playing = index;
    this.view.rows[index]?.classList.add("voc-playing");
  }

  /** A click beside the words of a turn, where its speaker and time stand.
   *  @param {MouseEvent} event */
  onClick(event) {
    const row = event.target;
    if (!this.isOpen || !this.media || !(row instanceof HTMLElement) || !row.matches(".voc-turn") || !row.firstChild) return;
    const words = document.createRange();
    words.selectNodeContents(row);
    const { left, top } = words.getBoundingClientRect();
    if (event.clientX < left || event.clientY < top) this.playTurn(Number(row.dataset.index));
  }
}
