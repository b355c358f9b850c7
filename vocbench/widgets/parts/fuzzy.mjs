// @ts-check
// Finding a name from a few of its letters.

/** How well a name answers what was typed; null when it does not.
 *  Letters must occur in their order; runs, starts of words and early places count.
 *  @param {string} typed @param {string} name
 *  @returns {{score: number, at: number[]} | null}  `at`: the places of the letters in the name */
export function fuzzy(typed, name) {
  const wanted = [...plain(typed)].filter((sign) => sign.trim());
  const letters = plain(name);
  const whole = letters.indexOf(plain(typed).trim());
  if (whole >= 0) {
    const at = Array.from(plain(typed).trim(), (_, i) => whole + i);
    return { score: 1000 + (startsWord(letters, whole) ? 100 : 0) - whole - letters.length / 100, at };
  }
  const at = [];
  let score = 0;
  let from = 0;
  for (const sign of wanted) {
    const next = bestNext(letters, sign, from);
    if (next < 0) return null;
    score += (next === from && at.length ? 6 : 0) + (startsWord(letters, next) ? 8 : 0) - (next - from) / 10;
    at.push(next);
    from = next + 1;
  }
  return { score: score - letters.length / 100, at };
}

/** The next place of a letter: at the start of a word if there is one, so that initials find names.
 *  @param {string} letters @param {string} sign @param {number} from */
function bestNext(letters, sign, from) {
  const first = letters.indexOf(sign, from);
  if (first < 0 || first === from) return first;
  for (let i = first; i >= 0; i = letters.indexOf(sign, i + 1)) if (startsWord(letters, i)) return i;
  return first;
}

/** @param {string} letters @param {number} at */
const startsWord = (letters, at) => at === 0 || /[\s/_\-–.&()]/.test(letters[at - 1]);

/** Lower case without accents, as long as the text itself, so that places stay places.
 *  @param {string} text */
const plain = (text) => Array.from({ length: text.length }, (_, i) =>
  text[i].normalize("NFD")[0].toLowerCase()[0] ?? text[i]).join("");

/** The items that answer what was typed, best first; all, in their order, when nothing was.
 *  @template T
 *  @param {string} typed @param {readonly T[]} items @param {(item: T) => string} nameOf
 *  @returns {{item: T, at: number[]}[]} */
export function ranked(typed, items, nameOf) {
  if (!typed.trim()) return items.map((item) => ({ item, at: [] }));
  const found = items.flatMap((item) => {
    const match = fuzzy(typed, nameOf(item));
    return match ? [{ item, ...match }] : [];
  });
  return found.sort((a, b) => b.score - a.score).map(({ item, at }) => ({ item, at }));
}
