// What the scripts of the peers' pages share; they are plain scripts, so that the pages open from a folder.

/** Offsets in UTF-16 units into the whole text. */
interface Coding { start: number; end: number; code: string }
interface Turn { start: number; text: string; speaker: string; time: string }
interface Code { name: string; color: string; key: string }
interface Study { turns: Turn[]; codes: Code[]; codings: Coding[] }

interface Window {
  /** Show the study; the host of the widget has the same entrance. */
  mount: (study: any) => Promise<void>;
  /** The peer's own way: draw the codings there are; what is returned draws one more. */
  drawing: (study: Study, rows: HTMLElement[]) => (coding: Coding) => void;
  /** Index of the last turn that starts at or before an offset. */
  turnAt: (turns: Turn[], offset: number) => number;

  // the clocks of measure.js
  bring: (words: string) => Promise<void>;
  arm: () => string;
  firstRenderMs?: number;
  keyToPaintMs?: number;
  keyToSavedMs?: number;
  isDrawn?: boolean;
}
