import { screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { render } from "../testing/render";
import { signed } from "./colourScale";
import { ScaleLegend, signedText } from "./ScaleLegend";

describe("the legend of a scale", () => {
  test("says both ends of a signed scale with their signs, and where 0 is", () => {
    render(<ScaleLegend shade={signed(0.8231)} />);
    expect(screen.getByTestId("scale").textContent).toBe("−0.8230+0.823");
    expect(screen.getByTestId("scale").querySelectorAll("[aria-hidden]")).toHaveLength(2);
  });

  test("says the ends of a scale without signs in the words of its picture", () => {
    const percent = (value: number) => `${100 * value} %`;
    render(
      <ScaleLegend
        shade={{ scale: "sequential", low: 0, high: 1 }}
        text={percent}
        note="of a row"
      />,
    );
    expect(screen.getByTestId("scale").textContent).toBe("0 %100 %of a row");
  });
});

test.each([
  [0, "0"],
  [12.345, "+12.3"],
  [-0.5, "−0.5"],
  [0.00001234, "+1.2e-5".replace("-", "−")],
  [-123456, "−1.2e+5"],
])("%d is written as %s", (value, text) => {
  expect(signedText(value)).toBe(text);
});
