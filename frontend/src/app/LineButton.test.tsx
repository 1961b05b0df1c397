import { fireEvent, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";

import { useMessages } from "../store/messages";
import { useRunsState } from "../store/runs";
import { render } from "../testing/render";
import { freshStores } from "../testing/stores";
import { LineButton } from "./LineButton";
import { lineSentence, lostSentence } from "./lineWords";

beforeEach(freshStores);

const said = () => useMessages.getState().messages.map(({ sentence }) => sentence);

it("is not there while the line is a websocket", () => {
  render(<LineButton />);
  expect(screen.queryByRole("button")).toBeNull();
  expect(said()).toEqual([]);
});

it("says once why there is no websocket and what is used instead, and again when it is asked", () => {
  useRunsState.setState({ line: { kind: "short_poll", cause: "refused" } });
  render(<LineButton />);
  const sentence =
    "This network lets no websockets through: Torchground asks every second instead. Everything works, a little later.";
  expect(said()).toEqual([sentence]);
  useMessages.setState({ messages: [] });
  fireEvent.click(screen.getByRole("button", { name: sentence }));
  expect(said()).toEqual([sentence]);
});

describe("the words", () => {
  it("name each cause", () => {
    const causes = ["refused", "silent", "cut"] as const;
    const sentences = causes.map((cause) => lineSentence({ kind: "long_poll", cause }));
    expect(new Set(sentences).size).toBe(3);
    expect(sentences[1]).toContain("holds back");
    expect(sentences[2]).toContain("cuts websockets off");
  });

  it("say that a line is slow, whichever carries it", () => {
    const pace = { type: "pace", is_slow: true, bytes_per_sec: 900 } as const;
    expect(lineSentence({ kind: "websocket", cause: null }, pace)).toContain("line is slow");
    const polled = lineSentence({ kind: "long_poll", cause: "refused" }, pace);
    expect(polled).toMatch(/no websockets through.*line is slow/);
    expect(
      lineSentence({ kind: "websocket", cause: null }, { ...pace, is_slow: false }),
    ).toBeNull();
  });

  it("tell a device without a network from a server that does not answer", () => {
    expect(lostSentence(true)).toContain("server does not answer");
    expect(lostSentence(true, "The server says: it is full.")).toContain("… The server says: it");
    expect(lostSentence(false)).toContain("device has no network");
  });
});
