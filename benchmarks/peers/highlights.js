// @ts-check
// The CSS Custom Highlight API: the text stays as it is; a range for each coding, in one highlight for each code.

window.drawing = (study, rows) => {
  const words = study.turns.map(({ text }, at) => {
    const node = document.createTextNode(text);
    rows[at].append(node);
    return node;
  });
  const highlights = new Map(study.codes.map(({ name }) => [name, new Highlight()]));
  study.codes.forEach(({ name }, at) => CSS.highlights.set(`code-${at}`, /** @type {Highlight} */ (highlights.get(name))));
  document.head.append(styleOf(study.codes));
  /** @param {Coding} coding */
  const add = ({ start, end, code }) => {
    const range = document.createRange();
    const [first, last] = [window.turnAt(study.turns, start), window.turnAt(study.turns, end - 1)];
    range.setStart(words[first], Math.min(start - study.turns[first].start, words[first].length));
    range.setEnd(words[last], Math.min(end - study.turns[last].start, words[last].length));
    highlights.get(code)?.add(range);
  };
  study.codings.forEach(add);
  return add;
};

/** @param {Code[]} codes */
function styleOf(codes) {
  const style = document.createElement("style");
  style.textContent = codes.map(({ color }, at) =>
    `::highlight(code-${at}) { background-color: ${color}4d; text-decoration: underline 2px ${color}; }`).join("\n");
  return style;
}
