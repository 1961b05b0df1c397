/** Pictures of samples, each with its true class and the class that the network predicts. */
import { valueAt } from "../api/reading";
import { HeatMap } from "../components/HeatMap";
import { pixelsOf, numberText, spanOf, unitOf } from "./tensors";
import classes from "./samples.module.css";
import { defineView, type ViewProps } from "./view";

function Samples({ reading, label, onHover, onPick }: ViewProps<"samples">) {
  const images = reading.tensors.images;
  const [count = 0, height = 1, width = 1] = images.shape;
  const names = reading.facts.classes;
  const [low, high] = spanOf(images);
  const shade = { scale: "ink", low, high, unit: unitOf(images) } as const;
  const number = (name: "index" | "target" | "predicted" | "loss", at: number) =>
    valueAt(reading.tensors[name], at);
  const name = (which: "target" | "predicted", at: number) =>
    names[number(which, at)] ?? number(which, at);
  const values = pixelsOf(images);
  return (
    <ul className={classes["samples"]} aria-label={label}>
      {Array.from({ length: count }, (_, at) => {
        const words = `${name("target", at)} taken for ${name("predicted", at)}, loss ${numberText(number("loss", at))}`;
        const seen = `${name("target", at)} → ${name("predicted", at)}`; // the accessible name contains the visible text
        return (
          <li key={number("index", at)}>
            <button
              type="button"
              className={classes["sample"]}
              aria-label={`Test sample ${number("index", at) + 1}: ${words}, ${seen} – show it in the network`}
              onClick={() => onPick?.(number("index", at))}
              onPointerEnter={() => onHover?.(words)}
              onPointerLeave={() => onHover?.(null)}
            >
              <span className={classes["picture"]}>
                <HeatMap
                  values={values.subarray(at * width * height, (at + 1) * width * height)}
                  width={width}
                  height={height}
                  shade={shade}
                  label={words}
                />
              </span>
              <span className={classes["words"]}>
                {name("target", at)} →{" "}
                <b data-wrong={number("target", at) !== number("predicted", at) || undefined}>
                  {name("predicted", at)}
                </b>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

export default defineView({ title: "Samples", draws: "samples", Draw: Samples });
