/** Painting of points: a plane that also shows the network's output, a brush, and the classes. */
import { ActionIcon, Button, SegmentedControl, Slider, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useState } from "react";

import { classColour, css } from "../../components/colours";
import { SmallCheck } from "../../components/SmallCheck";
import { useEntry } from "../../store/catalogue";
import { usePreferences } from "../../store/preferences";
import { endUndoStep, useProject } from "../../store/project";
import { painted } from "../../session/session";
import {
  erased,
  FEWEST_CLASSES,
  freeName,
  MOST_CLASSES,
  MOST_POINTS,
  pointsOf,
  sprayed,
  withoutClass,
  type PaintedPoint,
} from "./painting";
import { PaintPlane } from "./PaintPlane";
import classes from "./PaintPanel.module.css";

type Tool = "paint" | "erase";

const SPREAD = { most: 0.8, step: 0.02, first: 0.16 } as const;
const LONGEST_NAME = 40;

export function PaintPanel() {
  const data = useProject((state) => state.file.data);
  const defaults = useEntry("datasets", "painted")?.defaults;
  const trains = usePreferences((state) => state.trainWhilePainting);
  const points = pointsOf(data["points"], defaults?.["points"]);
  const names = namesOf(data["classes"], defaults?.["classes"]);
  const [tool, setTool] = useState<Tool>("paint");
  const [spread, setSpread] = useState<number>(SPREAD.first);
  const [chosen, setChosen] = useState(0);
  const group = Math.min(chosen, names.length - 1);
  const at = (place: readonly [number, number]) => {
    const { points: before } = current(defaults);
    const now =
      tool === "erase" ? erased(before, place, spread) : sprayed(before, place, { group, spread });
    if (now !== before) change({ points: now });
  };
  return (
    <section aria-label="Paint the data" className={classes["paint"]}>
      <PaintPlane points={points} tool={tool} spread={spread} onPaint={at} onLift={endUndoStep} />
      <Classes
        names={names}
        points={points}
        chosen={group}
        onChoose={(next) => {
          setChosen(next);
          setTool("paint");
        }}
      />
      <Tools tool={tool} onChange={setTool} isEmpty={points.length === 0} />
      <Spread spread={spread} onChange={setSpread} />
      <SmallCheck
        label="train while I paint"
        checked={trains}
        onChange={(isOn) => usePreferences.getState().set({ trainWhilePainting: isOn })}
      />
      <p className={classes["remark"]}>
        {trains
          ? "Press play once. A moment after each stroke training goes on with the new points, from the weights it has."
          : "The run goes on with the points it was started with, until you train the new drawing."}
      </p>
      {points.length >= MOST_POINTS && (
        <p className={classes["remark"]} role="status">
          {MOST_POINTS.toLocaleString("en")} points are the most that can be painted; erase some.
        </p>
      )}
    </section>
  );
}

interface ToolsProps {
  readonly tool: Tool;
  readonly onChange: (tool: Tool) => void;
  readonly isEmpty: boolean;
}

function Tools({ tool, onChange, isEmpty }: ToolsProps) {
  return (
    <div className={classes["tools"]}>
      <SegmentedControl
        size="xs"
        aria-label="Tool"
        value={tool}
        onChange={(next) => onChange(next === "erase" ? "erase" : "paint")}
        data={[
          { value: "paint", label: "Paint" },
          { value: "erase", label: "Erase" },
        ]}
      />
      <Button
        size="compact-xs"
        variant="default"
        disabled={isEmpty}
        onClick={() => {
          endUndoStep();
          change({ points: [] });
          endUndoStep();
        }}
      >
        Clear
      </Button>
    </div>
  );
}

interface SpreadProps {
  readonly spread: number;
  readonly onChange: (spread: number) => void;
}

function Spread({ spread, onChange }: SpreadProps) {
  return (
    <div className={classes["spread"]}>
      <span>Spread</span>
      <Slider
        size="sm"
        thumbLabel="Spread of the brush"
        min={0}
        max={SPREAD.most}
        step={SPREAD.step}
        value={spread}
        onChange={onChange}
      />
    </div>
  );
}

interface ClassesProps {
  readonly names: readonly string[];
  readonly points: readonly PaintedPoint[];
  readonly chosen: number;
  readonly onChoose: (group: number) => void;
}

/** The classes to paint: each with its colour, its name and its number of points. */
function Classes({ names, points, chosen, onChoose }: ClassesProps) {
  const counts = names.map((_, group) => points.filter((point) => point[2] === group).length);
  return (
    <div className={classes["classes"]} role="radiogroup" aria-label="Class to paint">
      {names.map((name, group) => (
        <div key={group} className={classes["class"]} data-chosen={group === chosen || undefined}>
          <button
            type="button"
            role="radio"
            aria-checked={group === chosen}
            aria-label={`Paint ${name}`}
            className={classes["colour"]}
            style={{ background: css(classColour(group)) }}
            onClick={() => onChoose(group)}
          />
          <Name names={names} group={group} onChoose={() => onChoose(group)} />
          <small>{counts[group]}</small>
          {names.length > FEWEST_CLASSES && (
            <ActionIcon
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={`Take the class ${name} away`}
              onClick={() => {
                endUndoStep();
                change({
                  points: withoutClass(points, group),
                  classes: names.filter((_, at) => at !== group),
                });
                onChoose(0);
              }}
            >
              <IconTrash size={12} />
            </ActionIcon>
          )}
        </div>
      ))}
      {names.length < MOST_CLASSES && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconPlus size={12} />}
          onClick={() => {
            endUndoStep();
            change({ classes: [...names, freeName(names)] });
            onChoose(names.length);
          }}
        >
          Class
        </Button>
      )}
    </div>
  );
}

interface NameProps {
  readonly names: readonly string[];
  readonly group: number;
  readonly onChoose: () => void;
}

/** A field for the name of a class. An empty name, or one that another class has, is not kept. */
function Name({ names, group, onChoose }: NameProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const settle = () => {
    const name = typed?.trim() ?? "";
    const isFree = !names.some((other, at) => at !== group && other === name);
    if (name !== "" && isFree && name !== names[group])
      change({ classes: names.map((other, at) => (at === group ? name : other)) });
    setTyped(null);
  };
  return (
    <TextInput
      size="xs"
      variant="unstyled"
      aria-label={`Name of class ${group + 1}`}
      maxLength={LONGEST_NAME}
      value={typed ?? names[group] ?? ""}
      onFocus={onChoose}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === "Enter") settle();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}

/** The points in the store right now: a stroke adds points faster than React renders. */
function current(defaults: Readonly<Record<string, unknown>> | undefined) {
  const { data } = useProject.getState().file;
  return { points: pointsOf(data["points"], defaults?.["points"]) };
}

function change(to: Readonly<Record<string, unknown>>): void {
  const { file, setData } = useProject.getState();
  setData({ ...file.data, ...to });
  if (usePreferences.getState().trainWhilePainting) painted();
}

function namesOf(value: unknown, otherwise: unknown): readonly string[] {
  const list = Array.isArray(value) ? value : Array.isArray(otherwise) ? otherwise : [];
  return list.filter((name): name is string => typeof name === "string");
}
