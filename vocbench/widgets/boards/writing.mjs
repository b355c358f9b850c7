// @ts-check
// Writing on the wall: a new note at the end of its cell, or other words for one where it lies.

import { element } from "../parts/dom.mjs";

/** @typedef {{id: string, region: string, el: HTMLTextAreaElement}} Editor */
/** @typedef {{hint: string, written: (region: string, text: string) => void, edited: (id: string, text: string) => void, ended: () => void,
 *   left: () => void}} WritingHost  What writing asks of the wall: that something was written, nothing was, or that one goes on by keys. */

const LEAST_PX = 170;

export class Writing {
  /** @type {Editor | null} */
  editor = null;
  /** The words before they were changed. */
  old = "";

  /** @param {WritingHost} host */
  constructor(host) {
    this.host = host;
  }

  /** Ask the words of a new note.
   *  @param {HTMLElement} cell @param {string} region @param {string} label @param {string} text  to begin with */
  write(cell, region, label, text) {
    this.open({ id: "", region }, label, text, (paper) => cell.append(paper));
  }

  /** Ask other words for a note, over its card.
   *  @param {{id: string, region: string, text: string}} note @param {string} label @param {string} text  to begin with
   *  @param {HTMLElement} grid @param {HTMLElement} card */
  edit(note, label, text, grid, card) {
    this.open(note, label, text, (paper) => {
      paper.classList.add("voc-over");
      grid.append(paper);
      layOver(paper, card, grid);
    });
    this.old = note.text;
  }

  /** Go where the card lies of which the words are changed, as others may move it.
   *  @param {(id: string) => HTMLElement | undefined} cardOf @param {HTMLElement} grid */
  follow(cardOf, grid) {
    const { editor } = this;
    const card = editor?.id ? cardOf(editor.id) : undefined;
    if (card && editor?.el.parentElement) layOver(editor.el.parentElement, card, grid);
  }

  /** @param {{id: string, region: string}} about @param {string} label @param {string} text @param {(paper: HTMLElement) => void} lay */
  open({ id, region }, label, text, lay) {
    this.end();
    const field = element("textarea", { class: "voc-field", rows: "3", "aria-label": label, placeholder: this.host.hint });
    field.value = text;
    this.editor = { id, region, el: field };
    this.old = "";
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => { if (this.editor?.el === field) this.keep(); });
    lay(element("div", { class: "voc-writing voc-note" }, field));
    field.focus();
    field.select();
    field.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    event.stopPropagation();
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.keep();
      this.host.left();
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.end();
      this.host.ended();
      this.host.left();
    }
  }

  keep() {
    const { editor, old } = this;
    const text = editor?.el.value.trim() ?? "";
    this.end();
    if (!editor || !text || text === old) this.host.ended();
    else if (editor.id) this.host.edited(editor.id, text);
    else this.host.written(editor.region, text);
  }

  end() {
    const { editor } = this;
    this.editor = null;
    editor?.el.parentElement?.remove();
  }
}

/** Lay a paper over a card.
 *  @param {HTMLElement} paper @param {HTMLElement} card @param {HTMLElement} grid */
function layOver(paper, card, grid) {
  const box = card.getBoundingClientRect();
  const edge = grid.getBoundingClientRect();
  Object.assign(paper.style, { left: `${box.left - edge.left}px`, top: `${box.top - edge.top}px`, width: `${Math.max(box.width, LEAST_PX)}px`, minHeight: `${box.height}px` });
}
