// @ts-check
// Redraw everything: each coding makes the whole text anew, as pieces cut wherever a coding starts or ends.

window.drawing = (study, rows) => {
  const colors = new Map(study.codes.map(({ name, color }) => [name, color]));
  const drawAll = () => {
    /** @type {Coding[][]} */ const inTurn = study.turns.map(() => []);
    for (const coding of study.codings) {
      const last = window.turnAt(study.turns, coding.end - 1);
      for (let at = window.turnAt(study.turns, coding.start); at <= last; at++) inTurn[at].push(coding);
    }
    study.turns.forEach((turn, at) => rows[at].replaceChildren(...piecesOf(turn, inTurn[at], colors)));
  };
  drawAll();
  return drawAll;
};

/** @param {Turn} turn @param {Coding[]} codings @param {Map<string, string>} colors */
function piecesOf({ start, text }, codings, colors) {
  const end = start + text.length;
  const cuts = new Set([start, end]);
  for (const coding of codings) cuts.add(Math.max(start, coding.start)).add(Math.min(end, coding.end));
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(1).map((to, index) => {
    const from = places[index];
    const on = codings.filter((coding) => coding.start <= from && to <= coding.end);
    const words = text.slice(from - start, to - start);
    return on.length ? markOf(words, on, colors) : words;
  });
}

/** @param {string} words @param {Coding[]} codings @param {Map<string, string>} colors */
function markOf(words, codings, colors) {
  const mark = document.createElement("mark");
  const [last] = codings.slice(-1);
  mark.textContent = words;
  mark.title = codings.map(({ code }) => code).join(", ");
  mark.style.backgroundColor = `${colors.get(last.code)}4d`;
  if (codings.length > 1) mark.style.textDecoration = `underline 2px ${colors.get(codings[0].code)}`;
  return mark;
}
