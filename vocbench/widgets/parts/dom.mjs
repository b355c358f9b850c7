// @ts-check
// Elements, sentences and focus: what every widget's page is made with.
// Text is never markup: everything a user wrote goes through text content or an inert attribute.

/** An element with attributes and children; text children stay text.
 *  @template {keyof HTMLElementTagNameMap} K
 *  @param {K} tag @param {Record<string, string>} [attributes] @param {(Node | string)[]} children
 *  @returns {HTMLElementTagNameMap[K]} */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button that leaves the focus and the selection where they are when it is clicked.
 *  @param {string} className @param {string} text @param {string} key  for aria-keyshortcuts; "" for none
 *  @param {() => void} act @returns {HTMLButtonElement} */
export function button(className, text, key, act) {
  const made = element("button", { type: "button", class: className }, text);
  if (key) made.setAttribute("aria-keyshortcuts", key);
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", act);
  return made;
}

/** Unlike crypto.randomUUID it is there over plain http as well. */
export const newNonce = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (n) => n.toString(36)).join("-");

/** A sentence of the interface with its blanks filled.
 *  @param {string} sentence @param {Record<string, string | number>} values */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (blank, name) => (name in values ? String(values[name]) : blank));
}

/** The order of two texts by their characters; the same in every place and language.
 *  @param {string} a @param {string} b */
export const compare = (a, b) => (a < b ? -1 : Number(a > b));

/** Let the arrow keys move the focus among the buttons in a container, which is one stop for Tab.
 *  @param {HTMLElement} container @param {number} rowLength  how many buttons Up and Down pass over */
export function rove(container, rowLength) {
  /** @type {Record<string, number>} */
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: rowLength, ArrowUp: -rowLength, Home: -Infinity, End: Infinity };
  container.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    const buttons = visibleButtons(container);
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (event.target));
    if (!step || at < 0) return;
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))].focus();
  });
  container.addEventListener("focusin", (event) => {
    for (const each of container.querySelectorAll("button")) each.tabIndex = each === event.target ? 0 : -1;
  });
}

/** @param {HTMLElement} container */
export const visibleButtons = (container) => [...container.querySelectorAll("button")].filter((b) => !b.closest("[hidden]"));

/** Make sure that Tab finds one button in a container.
 *  @param {HTMLElement} container */
export function keepTabStop(container) {
  const buttons = visibleButtons(container);
  if (buttons.length && !buttons.some((each) => each.tabIndex === 0)) buttons[0].tabIndex = 0;
}

/** A list of keys with what each does, for the foot of a widget.
 *  @param {string} label @param {[string[], string][]} keys  signs and meaning; "–" stands between two signs */
export function keyList(label, keys) {
  return element("ul", { class: "voc-keys", "aria-label": label }, ...keys.map(([signs, meaning]) =>
    element("li", {}, ...signs.map((sign) => (sign === "–" ? sign : element("kbd", {}, sign))), ` ${meaning}`)));
}
