// @ts-check
// Clocks that run inside the page, for the widget and its peers alike: set before any other script.
{
  /** The time once the next frame is on its way to the screen. */
  const painted = () => /** @type {Promise<number>} */ (new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now());
    port2.postMessage(null);
  })));

  // First render: from when all is there that the page needs.
  /** @type {(study: unknown) => Promise<void>} */ let mount;
  Object.defineProperty(window, "mount", {
    get: () => async (/** @type {unknown} */ study) => {
      const since = performance.now();
      await mount(study);
      window.firstRenderMs = await painted() - since;
    },
    set: (made) => { mount = made; },
  });

  /** Scroll to the turn that holds these words, until it stays where it is: turns on the way take their height late.
   *  @param {string} words */
  window.bring = async (words) => {
    const turn = [...document.querySelectorAll(".voc-turn")].find(({ textContent }) => textContent.includes(words));
    for (let still = 0, top = NaN; turn && still < 3; still += 1) {
      turn.scrollIntoView({ block: "center" });
      await painted();
      if (turn.getBoundingClientRect().top !== top) still = 0;
      top = turn.getBoundingClientRect().top;
    }
  };

  let place = 0;
  let before = "";
  /** How the turn with the selection is drawn, as markup or as highlights. */
  const drawn = () => {
    const sizes = [...CSS.highlights.values()].map(({ size }) => size);
    return `${document.querySelectorAll(".voc-turn")[place]?.outerHTML} ${sizes}`;
  };
  const waiting = () => document.querySelector("[data-waiting]")?.getAttribute("data-waiting") ?? "0";

  /** Make ready for a key; what is selected. */
  window.arm = () => {
    const selection = document.getSelection();
    const row = selection?.anchorNode?.parentElement?.closest(".voc-turn");
    place = [...document.querySelectorAll(".voc-turn")].findIndex((each) => each === row);
    before = drawn();
    window.keyToPaintMs = window.keyToSavedMs = window.isDrawn = undefined;
    return selection?.toString() ?? "";
  };

  addEventListener("keydown", async (event) => {
    const savedBy = new MutationObserver(() => {
      if (waiting() !== "0") return;
      savedBy.disconnect();
      window.keyToSavedMs = performance.now() - event.timeStamp;
    });
    savedBy.observe(document, { subtree: true, attributeFilter: ["data-waiting"] });
    const at = await painted();
    window.isDrawn = drawn() !== before;
    window.keyToPaintMs = at - event.timeStamp;
  }, { capture: true });
}
