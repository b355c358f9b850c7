// @ts-check
// Fields that are drawn anew while somebody works in them: the focus and what was typed stay.

import { element } from "../parts/dom.mjs";

/** A field to type in. What it says goes to `take` when one leaves it or presses Enter.
 *  @param {string} at  a name for the field, the same each time it is drawn @param {string} label @param {string} value
 *  @param {(value: string) => void} take @returns {HTMLInputElement} */
export function textField(at, label, value, take) {
  const made = element("input", { class: "voc-field", type: "text", autocomplete: "off", spellcheck: "false", "aria-label": label, "data-at": at, value });
  made.addEventListener("change", () => { if (made.value !== made.defaultValue) take(made.value); });
  return made;
}

/** A field to choose in.
 *  @param {string} at @param {string} label @param {string} value @param {[value: string, label: string][]} options
 *  @param {(value: string) => void} take @returns {HTMLSelectElement} */
export function choiceField(at, label, value, options, take) {
  const made = element("select", { class: "voc-field", "aria-label": label, "data-at": at }, ...options.map(([each, words]) => element("option", { value: each }, words)));
  made.value = value;
  made.addEventListener("change", () => take(made.value));
  return made;
}

/** A box to tick, with its label behind it.
 *  @param {string} at @param {string} label @param {boolean} isOn @param {(isOn: boolean) => void} take @returns {HTMLLabelElement} */
export function checkField(at, label, isOn, take) {
  const box = element("input", { type: "checkbox", "data-at": at });
  box.checked = isOn;
  box.addEventListener("change", () => take(box.checked));
  return element("label", { class: "voc-check" }, box, ` ${label}`);
}

/** Draw a part of the page anew; the field that has the focus keeps it, with what was typed in it and not taken yet.
 *  @param {HTMLElement} part @param {Element | null} active  what has the focus @param {() => void} draw */
export function redrawn(part, active, draw) {
  const at = active instanceof HTMLElement && part.contains(active) ? active.dataset.at : undefined;
  const typed = active instanceof HTMLInputElement && active.type === "text" && active.value !== active.defaultValue ? active.value : null;
  const cursor = active instanceof HTMLInputElement ? active.selectionStart : null; // null of a box to tick
  const { scrollTop } = part;
  draw();
  part.scrollTop = scrollTop;
  const again = at === undefined ? undefined : [...part.querySelectorAll("[data-at]")].find((each) => each instanceof HTMLElement && each.dataset.at === at);
  if (!(again instanceof HTMLElement)) return;
  if (again instanceof HTMLInputElement && typed !== null) again.value = typed;
  again.focus({ preventScroll: true });
  if (again instanceof HTMLInputElement && cursor !== null) again.setSelectionRange(cursor, cursor);
}
