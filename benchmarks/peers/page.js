// @ts-check
// What both peers share: a transcript on a page, code buttons with hot keys, and a selection to code.
// How codings are drawn is the peer's own: it sets `window.drawing` to a function that draws those there are
// and returns one that draws one more.

window.mount = async (/** @type {Study} */ study) => {
  const root = document.createElement("div");
  const bar = document.createElement("div");
  const box = document.createElement("div");
  root.className = "voc-coding";
  bar.className = "voc-codes";
  box.className = "voc-text";
  root.classList.toggle("voc-sparing", location.search === "?sparing");
  const rows = study.turns.map(rowOf);
  bar.append(...study.codes.map(buttonOf));
  box.append(...rows);
  root.append(bar, box);
  const drawOneMore = window.drawing(study, rows);
  document.body.append(root);
  document.addEventListener("keydown", (event) => {
    const code = study.codes.find(({ key }) => key && key === event.key);
    const range = code && selected(study.turns);
    if (!code || !range) return;
    event.preventDefault();
    const coding = { ...range, code: code.name };
    study.codings.push(coding);
    drawOneMore(coding);
  });
};

/** @param {Turn} turn @param {number} index */
function rowOf({ speaker, time }, index) {
  const row = document.createElement("div");
  row.className = "voc-turn";
  Object.assign(row.dataset, { index, speaker, time });
  return row;
}

/** @param {Code} code */
function buttonOf({ name, color, key }) {
  const button = document.createElement("button");
  const sign = document.createElement("kbd");
  button.className = "voc-code";
  button.style.setProperty("--color", color);
  sign.textContent = key;
  button.append(sign, ` ${name}`);
  return button;
}

/** What the mouse has selected, as offsets into the whole text.
 *  @param {Turn[]} turns */
function selected(turns) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offsetOf(turns, range.startContainer, range.startOffset);
  const end = offsetOf(turns, range.endContainer, range.endOffset);
  return { start, end };
}

/** @param {Turn[]} turns @param {Node} node @param {number} offset */
function offsetOf(turns, node, offset) {
  const row = /** @type {HTMLElement} */ ((node instanceof Element ? node : node.parentElement)?.closest(".voc-turn"));
  const before = document.createRange();
  before.setStart(row, 0);
  before.setEnd(node, offset);
  return turns[Number(row.dataset.index)].start + before.toString().length;
}

window.turnAt = (turns, offset) => {
  let low = 0;
  let high = turns.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (turns[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};
