/** What each unit computes over the input plane. For the network's output with several classes: its decision map. */
import { useCallback, useMemo } from "react";

import { valueAt, type Tensor } from "../api/reading";
import { paintClasses, signed, type Shade } from "../components/colourScale";
import { HeatMap } from "../components/HeatMap";
import type { ImageCell } from "../components/ImageStack";
import { PixelPicture } from "../components/PixelPicture";
import { useColourMode } from "../components/useColourMode";
import { decide } from "./decision";
import { Slices } from "./Slices";
import { boundOf, pixelsOf, numberText, unitOf } from "./tensors";
import { useSticky } from "./useSticky";
import { defineView, type ViewProps } from "./view";

function Field2d(props: ViewProps<"field2d">) {
  const values = props.reading.tensors.values;
  const units = values.shape[0] ?? 0;
  if (units === 1) return <OneField {...props} values={values} />;
  return props.reading.path === "output" ? (
    <Decisions {...props} values={values} />
  ) : (
    <Fields {...props} values={values} />
  );
}

type FieldProps = ViewProps<"field2d"> & { readonly values: Tensor };

/** Each pixel has the colour of its most likely class. The more certain the network is, the stronger the colour. */
function Decisions({ values, reading, label, discrete = false, onHover }: FieldProps) {
  const mode = useColourMode();
  const map = useMemo(() => decide(values, discrete), [discrete, values]);
  const fill = useCallback(
    (pixels: Uint32Array) => paintClasses(pixels, map.classes, map.strength, mode),
    [map, mode],
  );
  const names = reading.facts.classes ?? [];
  const [, height = 1, width = 1] = values.shape;
  const words = (at: number) => {
    const best = map.classes[at] ?? 0;
    const share = valueAt(values, best * width * height + at);
    return `${names[best] ?? `class ${best}`}: ${(100 * share).toFixed(1)} %`;
  };
  return (
    <PixelPicture
      width={width}
      height={height}
      fill={fill}
      label={label}
      smooth={!discrete}
      onHover={onHover && ((at) => onHover(at === null ? null : words(at)))}
    />
  );
}

/** One unit, or a single output: orange below zero, blue above. */
function OneField({ values, label, discrete = false, onHover }: FieldProps) {
  const bound = useSticky(boundOf(values, 0));
  const unit = unitOf(values);
  const shade = useMemo(() => ({ ...signed(bound, unit), discrete }), [bound, discrete, unit]);
  const [, height = 1, width = 1] = values.shape;
  return (
    <HeatMap
      values={pixelsOf(values)}
      width={width}
      height={height}
      shade={shade}
      label={label}
      smooth={!discrete}
      onHover={onHover && ((at) => onHover(at === null ? null : numberText(valueAt(values, at))))}
    />
  );
}

/** All units side by side, on one scale. */
function Fields({ values, label, compact, onHover }: FieldProps) {
  return (
    <Slices
      values={values}
      shadesOf={shadesOf}
      placeOf={unitAt}
      label={label}
      compact={compact}
      onHover={onHover}
    />
  );
}

function shadesOf(values: Tensor, bound: number): Shade[] {
  return Array.from({ length: values.shape[0] ?? 0 }, (_, at) => signed(bound, unitOf(values, at)));
}

function unitAt({ image }: ImageCell): string {
  return `unit ${image + 1}`;
}

export default defineView({ title: "Over the plane", draws: "field2d", Draw: Field2d });
