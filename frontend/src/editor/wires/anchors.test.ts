import { expect, test, vi } from "vitest";

import { anchorsOf, onAnchors, setAnchors } from "./anchors";

test("a card tells where its units' wires end, until it goes", () => {
  const leave = setAnchors("h", { ports: [1, 2] });
  expect(anchorsOf("h")).toEqual({ ports: [1, 2] });
  leave();
  expect(anchorsOf("h")).toBeUndefined();
});

test("a card that was laid out anew is not forgotten by its layout before", () => {
  const leaveFirst = setAnchors("h", { ports: [1] });
  const leaveSecond = setAnchors("h", { ports: [2] });
  leaveFirst();
  expect(anchorsOf("h")).toEqual({ ports: [2] });
  leaveSecond();
});

test("whoever listens is told of every layout, until he leaves", () => {
  const heard = vi.fn();
  const leave = onAnchors(heard);
  setAnchors("h", { ports: [] })();
  expect(heard).toHaveBeenCalledTimes(1);
  leave();
  setAnchors("h", { ports: [] })();
  expect(heard).toHaveBeenCalledTimes(1);
});
