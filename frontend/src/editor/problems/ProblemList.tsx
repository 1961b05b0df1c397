/** The list of all problems of the drawing, each with its place and the buttons that fix it. */
import { UnstyledButton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconAlertTriangleFilled, IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import { useReactFlow } from "@xyflow/react";

import type { Problem } from "../../api/types";
import { useProblems } from "../../store/check";
import { useProject } from "../../store/project";
import classes from "./ProblemList.module.css";
import { Fixes } from "./Fixes";
import { isDue, useMoment } from "../scene/moment";
import { inspect } from "../scene/state";
import { useScene } from "../scene/useScene";

export function ProblemList() {
  const known = useMoment((state) => state.known);
  const problems = useProblems().filter((problem) => isDue(problem, known));
  const [isOpen, { toggle }] = useDisclosure(false);
  if (problems.length === 0) return null;
  const Arrow = isOpen ? IconChevronDown : IconChevronUp;
  return (
    <section className={classes["problems"]} aria-label="Problems of the drawing">
      <UnstyledButton aria-expanded={isOpen} onClick={toggle}>
        <IconAlertTriangleFilled size="0.875rem" color="var(--tg-bad)" aria-hidden />
        {problems.length} problem{problems.length === 1 ? "" : "s"}
        <Arrow size="0.875rem" aria-hidden style={{ marginLeft: "auto" }} />
      </UnstyledButton>
      {isOpen && (
        <ul>
          {problems.map((problem, at) => (
            <li key={at}>
              <Place problem={problem} />
              {problem.sentence}
              <Fixes fixes={problem.fixes ?? []} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** The place of a problem. A click shows it on the canvas. */
function Place({ problem }: { problem: Problem }) {
  const { drawing, faces } = useScene();
  const { setCenter, getNode } = useReactFlow();
  const select = useProject((state) => state.select);
  const node = problem.node ?? problem.edge?.target;
  const card = node ? drawing.cardOf.get(node) : undefined;
  if (!node || !card) return <span className={classes["place"]}>{problem.place}</span>;
  const go = () => {
    const { position, measured } = getNode(card) ?? {};
    if (position) void setCenter(position.x + (measured?.width ?? 0) / 2, position.y, { zoom: 1 });
    select({ nodes: [node], edges: [] });
    inspect(node);
  };
  return (
    <UnstyledButton className={classes["place"]} onClick={go}>
      {faces.get(card)?.titles[0]}
    </UnstyledButton>
  );
}
