// @ts-check
// What every widget's view does: ask the kernel, say what came of it, follow the model.
// Acts go up as custom messages with a nonce, state comes down as traits. What was asked shows at once,
// as not saved until the kernel has answered.

import { element, filled, newNonce } from "./dom.mjs";

/** @typedef {{op: string, [detail: string]: unknown}} Command */
/** @typedef {{event: string, nonce?: string, reason?: string, label?: string | null, result?: any}} Answer */
/** @typedef {import("@anywidget/types").AnyModel<any>} Model */

const PATIENCE_MS = 4000;

export class View {
  /** The line that says what happened. */
  status = element("div", { class: "voc-status", role: "status" });
  /** @type {Map<string, Command & {timer: ReturnType<typeof setTimeout>}>} acts without an answer, by nonce */
  asked = new Map();
  /** @type {Map<string, (answer: Answer) => void>} who waits for what a question brings, by nonce */
  waiting = new Map();
  /** How many acts were refused. */
  refusals = 0;

  /** @param {Model} model @param {HTMLElement} el */
  constructor(model, el) {
    this.model = model;
    this.el = el;
    el.classList.add("voc-widget");
  }

  /** @returns {Record<string, string>} the words of the interface */
  get texts() { return this.model.get("texts"); }

  // -- asking --

  /** Send an act to the kernel; it counts as not saved until the answer comes.
   *  @param {Command} command @param {readonly ArrayBuffer[]} [buffers] @returns {string} its nonce */
  ask(command, buffers) {
    const nonce = newNonce();
    const timer = setTimeout(() => this.say("silent", {}, "error"), PATIENCE_MS);
    this.asked.set(nonce, { ...command, timer });
    this.say("saving", {}, "wait");
    this.onAsked(command);
    this.send({ ...command, nonce }, buffers);
    return nonce;
  }

  /** Ask the kernel something that changes nothing; the promise brings the result. That it was refused is said
   *  unless an act was refused meanwhile, which matters more: both may be about a thing that is gone.
   *  @param {Command} command @param {readonly ArrayBuffer[]} [buffers] @returns {Promise<any>} */
  inquire(command, buffers) {
    const nonce = newNonce();
    const timer = setTimeout(() => this.say("silent_question", {}, "error"), PATIENCE_MS);
    const before = this.refusals;
    return new Promise((resolve, reject) => {
      this.waiting.set(nonce, (answer) => {
        clearTimeout(timer);
        if (answer.event !== "refused") { resolve(answer.result); return; }
        if (this.refusals === before) this.say("question_refused", { reason: answer.reason ?? "" }, "error");
        reject(new Error(answer.reason));
      });
      this.send({ ...command, nonce }, buffers);
    });
  }

  /** @param {Command} command @param {readonly ArrayBuffer[]} [buffers] */
  send(command, buffers) {
    try {
      this.model.send(command, undefined, buffers ? [...buffers] : undefined);
    } catch { // what the host throws when the kernel that the widget belongs to is no more
      if (command.nonce) this.say("kernel_gone", {}, "error");
    }
  }

  /** Take an answer of the kernel; other messages are for `onMessage`.
   *  @param {Answer} message @param {DataView[]} buffers */
  receive(message, buffers) {
    const nonce = message.nonce ?? "";
    const waits = this.waiting.get(nonce);
    if (waits) { this.waiting.delete(nonce); waits(message); return; }
    const command = this.asked.get(nonce);
    if (!command) { this.onMessage(message, buffers); return; }
    clearTimeout(command.timer);
    this.asked.delete(nonce);
    const refused = message.event === "refused";
    if (refused) {
      this.refusals += 1;
      this.say("refused", { reason: message.reason ?? "" }, "error");
    }
    this.onAnswered(command, message, refused);
  }

  /** What a view does once it has asked: show the act as not saved.
   *  @param {Command} _command */
  onAsked(_command) {}

  /** What a view does with the answer to an act.
   *  @param {Command} _command @param {Answer} _answer @param {boolean} _refused */
  onAnswered(_command, _answer, _refused) {}

  /** @param {Answer} _message @param {DataView[]} _buffers  what the kernel says unasked */
  onMessage(_message, _buffers) {}

  /** @param {string} key  of the interface's texts @param {Record<string, string | number>} values
   *  @param {"" | "wait" | "error"} level */
  say(key, values = {}, level = "") {
    this.status.textContent = filled(this.texts[key] ?? key, values);
    this.status.dataset.level = level;
  }

  // -- following --

  /** React to changes of traits, and to messages, until the signal ends it.
   *  @param {[trait: string, react: () => void][]} reactions @param {AbortSignal} signal */
  follow(reactions, signal) {
    const { model } = this;
    /** @type {[string, (...values: any[]) => void][]} */
    const all = [
      ...reactions.map(([trait, react]) => /** @type {[string, () => void]} */ ([`change:${trait}`, react])),
      ["msg:custom", (message, buffers) => this.receive(message, buffers)],
    ];
    for (const [name, react] of all) model.on(name, react);
    signal.addEventListener("abort", () => {
      for (const [name, react] of all) model.off(name, react);
      for (const { timer } of this.asked.values()) clearTimeout(timer);
    });
  }

  // -- the page --

  /** Do what a key asks for, if anything, and keep it from JupyterLab, whose one-letter keys (a, b, d d, x …) change
   *  cells; Ctrl+S and its like are for JupyterLab.
   *  @param {KeyboardEvent} event @param {(() => void) | undefined} act */
  press(event, act) {
    if (act) {
      event.preventDefault();
      act();
    }
    if (act || (!event.ctrlKey && !event.metaKey && event.key !== "Escape")) event.stopPropagation();
  }

  root() {
    return /** @type {Document | ShadowRoot} */ (this.el.getRootNode());
  }

  activeElement() {
    return this.root().activeElement;
  }

  /** @param {Element} part */
  hasFocus(part) {
    return part.contains(this.activeElement());
  }
}

/** What anywidget asks of a module, for a view.
 *  @param {new (model: Model, el: HTMLElement, signal: AbortSignal) => View} Shown */
export function widgetOf(Shown) {
  /** @type {import("@anywidget/types").Render<any>} */
  const render = ({ model, el }) => {
    const ending = new AbortController();
    new Shown(model, el, ending.signal);
    return () => ending.abort();
  };
  return { render };
}
