/** The samples in the plane or along the curve, before any training. */
import { useMemo } from "react";

import type { Preview } from "../../api/types";
import { rangeOf } from "../../components/axis";
import { colourOf, signed } from "../../components/colourScale";
import { classColour } from "../../components/colours";
import { Scatter } from "../../components/Scatter";
import { useColourMode } from "../../components/useColourMode";
import { airy } from "../../views/plot";
import { partsOf } from "../shared/runOutput";
import classes from "./DataTab.module.css";

export function PreviewPicture({ preview }: { readonly preview: Preview }) {
  const mode = useColourMode();
  const { info, kind } = preview;
  const points = useMemo(() => {
    const parts = partsOf(preview, true);
    const inputs = parts.flatMap((part) => part.inputs ?? []);
    const targets = parts.flatMap((part) => part.targets);
    return { inputs, targets };
  }, [preview]);
  const isClasses = (info.classes ?? []).length > 0;
  const clouds = useMemo(() => {
    const bound = Math.max(0, ...points.targets.map(Math.abs));
    return [
      {
        points: Float32Array.from(
          points.inputs.flatMap(([x = 0, y = 0], at) => [
            x,
            kind === "curve" ? (points.targets[at] ?? 0) : y,
          ]),
        ),
        colourAt: (at: number) =>
          isClasses
            ? classColour(points.targets[at] ?? 0)
            : colourOf(points.targets[at] ?? 0, signed(bound), mode),
        radius: 2,
        rim: "transparent",
      },
    ];
  }, [isClasses, kind, mode, points]);
  const plane = info.plane ?? [-1, 1];
  const x =
    kind === "curve" ? airy(rangeOf([points.inputs.map(([at = 0]) => at)]) ?? [0, 1]) : plane;
  const y = kind === "curve" ? airy(rangeOf([points.targets]) ?? [0, 1]) : plane;
  return (
    <section aria-label="Samples" className={classes["preview"]}>
      <Scatter clouds={clouds} x={x} y={y} label={`${points.inputs.length} samples of the data`} />
    </section>
  );
}
