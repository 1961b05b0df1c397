/** + and − for the number of units of a layer, below its card. The keys + and − do the same on a focused card. */
import { IconMinus, IconPlus } from "@tabler/icons-react";

import { nodeOf } from "../../project/graph";
import { unitsAfter } from "../../project/swap";
import { entry, useEntry } from "../../store/catalogue";
import { useProject } from "../../store/project";
import classes from "./UnitButtons.module.css";

export function UnitButtons({ id, title }: { readonly id: string; readonly title: string }) {
  const layer = useProject((state) => nodeOf(state.file, id))?.layer;
  const found = useEntry("layers", layer?.type);
  const field = found?.units;
  if (!layer || !field) return null;
  const count = layer[field] ?? found.defaults[field];
  return (
    <div
      className={`nodrag nopan ${classes["units"]}`}
      role="group"
      aria-label={`Units of ${title}`}
    >
      <Step id={id} step={-1} name="Fewer units" />
      <output>{String(count)}</output>
      <Step id={id} step={1} name="More units" />
    </div>
  );
}

function Step({ id, step, name }: { id: string; step: 1 | -1; name: string }) {
  const Icon = step > 0 ? IconPlus : IconMinus;
  return (
    <button
      type="button"
      aria-label={name}
      title={`${name} (${step > 0 ? "+" : "−"})`}
      // On a focused card, the keys + and − do the same.
      tabIndex={-1}
      onClick={(event) => {
        event.stopPropagation();
        changeUnits(id, step);
      }}
    >
      <Icon size={14} aria-hidden />
    </button>
  );
}

/** Changes the number of units of a node. False if it has none. */
export function changeUnits(id: string, step: 1 | -1): boolean {
  const { file, setNodeField } = useProject.getState();
  const layer = nodeOf(file, id)?.layer;
  const found = layer && entry("layers", layer.type);
  const field = found?.units;
  if (!layer || !field) return false;
  const count = Number(layer[field] ?? found.defaults[field]);
  if (Number.isFinite(count)) {
    setNodeField(id, field, unitsAfter(count, step, found.schema.properties[field]));
  }
  return true;
}
