import { beforeEach, expect, it } from "vitest";

import {
  goToStep,
  present,
  showNetworkAlone,
  shownView,
  showView,
  usePresenting,
} from "./presenting";

const now = () => usePresenting.getState();

beforeEach(() => {
  present(false);
  present(true);
});

it("begins with the first step, and forgets what was chosen when it is left", () => {
  showView("loss", "output");
  goToStep(2);
  usePresenting.setState({ isBlank: true, hasLaser: true });
  present(false);
  present(true);
  expect(now()).toMatchObject({ step: 0, view: null, isBlank: false, hasLaser: false });
});

it("entering twice loses nothing", () => {
  goToStep(2);
  present(true);
  expect(now().step).toBe(2);
});

it("the same view again fills the screen, and then the network comes back", () => {
  showView("loss", "output");
  expect(now()).toMatchObject({ view: "loss", stage: "both" });
  showView("loss", "loss");
  expect(now().stage).toBe("view");
  showView("loss", "loss");
  expect(now().stage).toBe("both");
});

it("another view stands beside the network, also where the network was alone", () => {
  showNetworkAlone();
  expect(now().stage).toBe("network");
  showView("loss", "loss");
  expect(now()).toMatchObject({ view: "loss", stage: "both" });
});

it("a step shows the view that it names, else the chosen one; what is chosen there comes first", () => {
  showView("loss", "output");
  goToStep(1);
  expect(shownView(now())).toBe("loss");
  usePresenting.setState({ named: { cards: [], views: ["gradients"] } });
  expect(shownView(now())).toBe("gradients");
  showView("output", "gradients");
  expect(shownView(now())).toBe("output");
});
