/** One animation frame for all drawings of the page. Several requests of one owner within a frame cause one drawing. */

const waiting = new Map<object, () => void>();
let frame: number | null = null;

/** Calls `draw` in the next frame. A newer request of the same owner replaces the older one. */
export function drawNextFrame(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  frame ??= requestAnimationFrame(drawAll);
}

/** Cancels the request of an owner, for example when its canvas is removed. */
export function cancelDrawing(owner: object): void {
  waiting.delete(owner);
}

function drawAll(): void {
  frame = null;
  const due = [...waiting.values()];
  waiting.clear();
  for (const draw of due) drawOne(draw);
}

/** Calls `draw`. An error is reported and does not stop the other drawings. */
function drawOne(draw: () => void): void {
  try {
    draw();
  } catch (error) {
    reportError(error);
  }
}
