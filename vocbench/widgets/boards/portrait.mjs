// @ts-check
// The person in the middle of a map, and the rays that part what surrounds them.

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name @param {Record<string, string>} attributes @param {Node[]} children */
export function shape(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function face() {
  const line = (/** @type {string} */ d) => shape("path", { d, class: "voc-stroke" });
  const eye = (/** @type {string} */ cx) => shape("circle", { cx, cy: "62", r: "3", class: "voc-eye" });
  return shape("svg", { viewBox: "0 0 120 120", "aria-hidden": "true" },
    shape("path", { d: "M60 14c26 0 40 18 40 44 0 30-18 50-40 50S20 88 20 58c0-26 14-44 40-44z" }),
    line("M22 48c6-22 20-30 38-30s34 8 38 30c-14-4-24-12-30-20-10 12-28 18-46 20z"), eye("44"), eye("76"),
    line("M60 64l-5 14h7M46 90c8 6 20 6 28 0"), line("M20 58c-8-2-10 14-1 16M100 58c8-2 10 14 1 16"));
}

export function rays() {
  const drawn = shape("svg", { class: "voc-rays", viewBox: "0 0 100 100", preserveAspectRatio: "none" },
    shape("line", { x1: "0", y1: "0", x2: "100", y2: "100" }), shape("line", { x1: "100", y1: "0", x2: "0", y2: "100" }));
  const made = document.createElement("div");
  made.className = "voc-rays-cell";
  made.setAttribute("aria-hidden", "true");
  made.append(drawn);
  return made;
}
