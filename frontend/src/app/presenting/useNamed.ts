/** The steps of the lesson on the canvas, and what the words of the step on the screen name. */
import { useEffect, useMemo } from "react";

import { useScene } from "../../editor/scene/useScene";
import { useLessons } from "../../store/lessons";
import { NOTHING_NAMED, usePresenting, type Named } from "../../store/presenting";
import { useProject } from "../../store/project";
import { captionSteps, type CaptionStep } from "./captionSteps";
import { namedIn, type NameableView } from "./named";

const NONE: readonly CaptionStep[] = [];

/** The steps of the lesson whose project is on the canvas; empty for a drawing of one's own. */
export function useSteps(): readonly CaptionStep[] {
  const title = useProject((state) => state.file.title);
  const lesson = useLessons().find(({ project }) => project.title === title);
  return useMemo(() => (lesson ? captionSteps(lesson) : NONE), [lesson]);
}

/** What the step on the screen names. It is also kept in the store, for the light on the canvas. */
export function useNamed(
  steps: readonly CaptionStep[],
  at: number,
  views: readonly NameableView[],
): Named {
  const { drawing, faces } = useScene();
  const titles = JSON.stringify(views.map(({ id, title }) => ({ id, title })));
  const [step, before] = [steps[at], steps[at - 1]];
  const named = useMemo(() => {
    if (!step) return NOTHING_NAMED;
    const cards = drawing.cards.map(({ id, nodes }) => ({
      id,
      type: nodes[0]?.layer.type ?? "",
      titles: faces.get(id)?.titles ?? [],
      network: faces.get(id)?.network ?? null,
    }));
    return namedIn(step.words, cards, JSON.parse(titles) as NameableView[], before?.words);
  }, [before, drawing, faces, step, titles]);
  useEffect(() => {
    usePresenting.setState({ named });
    return () => usePresenting.setState({ named: NOTHING_NAMED });
  }, [named]);
  return named;
}
