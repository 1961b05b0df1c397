import { act, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";

import { probeKey } from "../../api/probeKey";
import { frameStore } from "../../store/readings";
import { runInfo } from "../../testing/fakes";
import { sampleOf } from "../../testing/readings";
import { render } from "../../testing/render";
import { freshStores, given, measured } from "../../testing/stores";
import { stepWords, Watched, withStep } from "./Watched";

const PROBE = { type: "confusion" };

beforeEach(freshStores);

test("a reading is drawn by the view of its kind", () => {
  measured(PROBE, sampleOf("confusion"));
  render(<Watched probe={PROBE} label="The picture" room={50} />);
  screen.getByLabelText("The picture");
});

test("a probe is watched for as long as it is seen", () => {
  const { unmount } = render(<Watched probe={PROBE} label="The picture" room={50} />);
  expect(frameStore.probes()).toEqual([PROBE]);
  unmount();
  expect(frameStore.probes()).toEqual([]);
});

test("a first reading takes the place of the sentence", () => {
  given({ run: runInfo("r") });
  render(<Watched probe={PROBE} label="The picture" room={50} />);
  screen.getByText("Waiting for the first numbers of this run…");
  act(() => measured(PROBE, sampleOf("confusion")));
  screen.getByLabelText("The picture");
});

test("without a run it is said how to come by one", () => {
  render(<Watched probe={PROBE} label="The picture" room={50} />);
  expect(screen.getByText(/No run yet/).style.height).toBe("50px");
});

test("why a probe cannot measure is said", () => {
  frameStore.fail(probeKey(PROBE), "the network has no classes");
  render(<Watched probe={PROBE} label="The picture" room={50} />);
  screen.getByText("the network has no classes");
});

test("a step is written with its thousands, after what it is about", () => {
  expect(stepWords(1_234_567)).toBe("step 1,234,567");
  expect(withStep("norm 2", 0)).toBe("norm 2 · step 0");
});
