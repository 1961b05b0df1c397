import { renderHook } from "@testing-library/react";
import { expect, it } from "vitest";

import { Room, usePlotHeight } from "./room";

const heightIn = (room: number | null) =>
  renderHook(() => usePlotHeight("17vh", 4), {
    wrapper: ({ children }) => <Room value={room}>{children}</Room>,
  }).result.current;

it("is the usual height where panels stand one below the other", () => {
  expect(heightIn(null)).toBe("17vh");
});

it("is what a view leaves, but never too little to be read", () => {
  expect(heightIn(500)).toBe(500 - 4 * 16);
  expect(heightIn(100)).toBe(7 * 16);
});
