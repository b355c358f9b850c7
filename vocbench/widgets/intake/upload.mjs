// @ts-check
// Files from this computer to the kernel, in pieces that a connection lets through, one after the other.

const PIECE_BYTES = 1_000_000;

/** @typedef {{send: (command: {op: string, [detail: string]: unknown}, piece: ArrayBuffer) => Promise<unknown>,
 *   onProgress: (file: File, done: number) => void}} UploadHost */

/** Send a file; ends early when the signal says so.
 *  @param {File} file @param {string} upload  a name for this upload @param {UploadHost} host @param {AbortSignal} signal */
export async function sendFile(file, upload, host, signal) {
  let at = 0;
  do {
    const piece = await file.slice(at, at + PIECE_BYTES).arrayBuffer();
    if (signal.aborted) return;
    await host.send({ op: "piece", upload, name: file.name, at, size: file.size }, piece);
    at += piece.byteLength;
    host.onProgress(file, at);
  } while (at < file.size && !signal.aborted);
}
