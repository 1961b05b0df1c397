/** One reading of a training step as a picture with a caption. The values of a vector are also written out. */
import { useState, type CSSProperties } from "react";

import { ofKind, type Reading } from "../../api/reading";
import { Pointed } from "../../components/Pointed";
import { stepOf } from "../../store/walk";
import { numberText, pixelsOf } from "../../views/tensors";
import { ViewOf } from "../../views/ViewOf";
import classes from "./SlowStepPanel.module.css";
import { paramName, QUANTITIES, type NameOf } from "./stepNames";

export function MomentPicture(props: {
  readonly reading: Reading;
  readonly nameOf: NameOf;
  readonly isInput?: boolean;
}) {
  const { reading, nameOf, isInput = false } = props;
  const [words, setWords] = useState<string | null>(null);
  const caption = isInput ? `from ${nameOf(reading.path)}` : captionOf(reading, nameOf);
  const step = stepOf(reading);
  const tokens = (step && "tokens" in step && step.tokens) || [];
  const numbers = ofKind(reading, "vector")?.tensors.values;
  return (
    <figure
      className={classes["picture"]}
      data-kind={reading.kind}
      style={{ "--narrow": narrowness(reading) } as CSSProperties}
    >
      <Pointed words={words}>
        <div>
          <ViewOf key={caption} reading={reading} label={caption} onHover={setWords} />
        </div>
      </Pointed>
      {numbers && (
        <ul className={classes["values"]} aria-label={`Numbers of ${caption}`}>
          {[...pixelsOf(numbers)].map((value, at) => (
            <li key={at}>{tokens[at] ?? numberText(value)}</li>
          ))}
        </ul>
      )}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

/** Columns divided by rows, at most 1: a matrix that is higher than wide is drawn narrower, so that it fits. */
function narrowness(reading: Reading): number {
  const [rows = 1, columns = 1] = ofKind(reading, "matrix")?.tensors.values.shape ?? [];
  return Math.min(1, columns / rows);
}

function captionOf(reading: Reading, nameOf: NameOf): string {
  const step = stepOf(reading);
  const { facts, path } = reading;
  if (!step || !("shape" in facts)) return nameOf(path);
  const shape = (facts.shape ?? []).join("×") || "1";
  const [some, all] = [facts.shown ?? 0, facts.total ?? 0];
  const part = some < all ? `, the first ${some} of ${all}` : "";
  switch (step.phase) {
    case "forward":
    case "backward": {
      const every = (step.every ?? 1) > 1 ? `, every ${step.every}th pixel` : "";
      const of = step.of ? `${step.of} sample, ` : "";
      return `${of}${step.phase === "forward" ? "output" : "gradient"} ${shape}${part}${every}`;
    }
    case "gradient":
    case "optimizer": {
      if (!("quantity" in step)) return paramName(path, nameOf);
      const quantity = step.quantity ?? "";
      const length = numberText(step.norm ?? NaN);
      return `${QUANTITIES[quantity] ?? quantity} of ${paramName(path, nameOf)}, length ${length}${part}`;
    }
    default:
      return nameOf(path);
  }
}
