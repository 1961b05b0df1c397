/** One animation frame for everybody: however often something asks to be drawn, it is drawn once a frame. */

const waiting = new Map<object, () => void>();
let frame: number | null = null;

/** Draws with the next frame. A newer request of the same owner replaces the older one. */
export function drawNextFrame(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  frame ??= requestAnimationFrame(drawAll);
}

/** Takes an owner's request back, for instance when its canvas leaves the page. */
export function cancelDrawing(owner: object): void {
  waiting.delete(owner);
}

function drawAll(): void {
  frame = null;
  const due = [...waiting.values()];
  waiting.clear();
  for (const draw of due) drawOne(draw);
}

/** One drawing that fails must not keep the others from the screen. */
function drawOne(draw: () => void): void {
  try {
    draw();
  } catch (error) {
    reportError(error);
  }
}
