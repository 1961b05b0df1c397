/** Enlarges the part of a card or the wire under the pointer, and shows its exact number and step. */
import { useEffect, useMemo, useState, type CSSProperties } from "react";

import type { ProbeJson } from "../../api/types";
import { useReport } from "../../store/check";
import { usePreferences } from "../../store/preferences";
import { watchFrames } from "../../store/readings";
import { kindOf } from "../cards/kinds";
import type { Known, PartWords } from "../cards/picture";
import { useEditor, type HoveredPart, type HoveredWeight } from "../scene/state";
import type { CardFace } from "../scene/scene";
import { unitNames } from "../scene/unitNames";
import { useScene } from "../scene/useScene";
import { EnlargedPicture, SIDE } from "./EnlargedPicture";
import classes from "./Enlargement.module.css";
import { ExactLine, ExactNumber } from "./ExactNumber";
import { useExact } from "./useExact";
import { WeightWords } from "./WeightWords";

export function Enlargement() {
  const part = useEditor((state) => state.part);
  const weight = useEditor((state) => state.weight);
  const isMenuOpen = useEditor((state) => state.menu !== null);
  if (isMenuOpen) return null;
  if (part) return <EnlargedPart part={part} />;
  return weight && <EnlargedWeight weight={weight} />;
}

/** The weight of the wire under the pointer. */
function EnlargedWeight({ weight: { node, row, column, x, y } }: { weight: HoveredWeight }) {
  const { faces, drawing } = useScene();
  const title = faces.get(node)?.titles[0] ?? node;
  const source = drawing.wires.find((wire) => wire.target === node)?.source ?? "";
  const input = unitNames(faces.get(source))[column] ?? `input ${column + 1}`;
  const probe: ProbeJson = { type: "weight_value", node, param: "weight", index: [row, column] };
  const exact = useExact(probe);
  return (
    <div className={classes["enlarged"]} style={{ left: x + 14, top: y + 14 }}>
      <h2>
        {title}: weight from {input} to unit {row + 1}
      </h2>
      <ExactLine name="w =" exact={exact} />
      <WeightWords exact={exact} input={input} unit={`unit ${row + 1}`} />
    </div>
  );
}

function EnlargedPart({ part }: { part: HoveredPart }) {
  const { faces, drawing } = useScene();
  const data = useReport()?.data ?? null;
  const sample = usePreferences((preferences) => preferences.sample);
  const face = faces.get(drawing.cardOf.get(part.card) ?? part.card);
  const picture = face?.picture ?? null;
  const probes = useMemo(
    () => kindOf({ kind: part.kind }).probes(sample, part.card),
    [part.card, part.kind, sample],
  );
  const known = useMemo(
    () => (picture?.kind === part.kind ? { picture, sample, data } : null),
    [data, part.kind, picture, sample],
  );
  const words = useWords(part, probes, known);
  if (!face || !words) return null;
  const hasPicture = kindOf(part).piece !== undefined;
  const first = face.titles[0] ?? "";
  const title = words.isOfFirst ? first : (face.titles[face.titles.length - 1] ?? "");
  return (
    <div className={classes["enlarged"]} style={placeBeside(part.box, hasPicture)} role="tooltip">
      <h2>
        {first === title ? title : `${first} · ${title}`}:{" "}
        <UnitName face={face} index={part.index} name={words.name} />
      </h2>
      {hasPicture && <EnlargedPicture part={part} probes={probes} />}
      {words.place !== undefined && <p>{words.place}</p>}
      {words.exact && <ExactNumber name={words.exact.label} probe={words.exact.probe} />}
      {words.number !== undefined && <p>{words.number}</p>}
    </div>
  );
}

interface UnitNameProps {
  readonly face: CardFace;
  readonly index: number;
  /** What it is called if its card has no names. */
  readonly name: string;
}

function UnitName({ face, index, name }: UnitNameProps) {
  return unitNames(face)[index] ?? name;
}

/** The words about the part under the pointer. They follow its probes, and cause a render only when they change. */
function useWords(
  part: HoveredPart,
  probes: readonly ProbeJson[],
  known: Omit<Known, "frames"> | null,
): PartWords | null {
  const [words, setWords] = useState<PartWords | null>(null);
  useEffect(() => {
    if (!known) return;
    return watchFrames(probes, (frames) => {
      const found = kindOf(part).describe(part, { ...known, frames });
      setWords((old) => (JSON.stringify(old) === JSON.stringify(found) ? old : found));
    });
  }, [known, part, probes]);
  return words;
}

/** The place right of the part, or left of it at the right edge of the screen; never below the lower edge. */
function placeBeside(part: DOMRect, hasPicture: boolean): CSSProperties {
  const isRoom = part.right + SIDE + 60 < window.innerWidth;
  const lowest = window.innerHeight - (hasPicture ? SIDE + 110 : 80);
  return {
    left: isRoom ? part.right + 12 : part.left - 12,
    top: Math.max(8, Math.min(part.top - 30, lowest)),
    transform: isRoom ? undefined : "translateX(-100%)",
  };
}
