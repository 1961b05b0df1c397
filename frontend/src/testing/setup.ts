/**
 * Set-up for every test: parts that the page needs and happy-dom lacks, such as media queries, size observers and a canvas
 * context.
 */
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

import { fakeContext } from "./canvas";

afterEach(cleanup);
configure({ asyncUtilTimeout: 10_000 });

class StillObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

vi.stubGlobal("ResizeObserver", StillObserver);
vi.stubGlobal("fetch", () => Promise.reject(new TypeError("a test has no server")));
window.matchMedia = (query) =>
  ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as unknown as MediaQueryList;
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.setPointerCapture = () => undefined;
HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement) {
  return fakeContext(this);
} as unknown as HTMLCanvasElement["getContext"];
