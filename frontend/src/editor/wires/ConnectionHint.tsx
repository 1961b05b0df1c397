/** While a wire is drawn by hand, says at its possible target whether the wire fits, and if not, why. */
import { useConnection } from "@xyflow/react";
import { useEffect, useState } from "react";

import classes from "./RefusedWire.module.css";
import type { Misfit } from "./wireFits";
import { edgeBetween, misfitOf } from "./drawWire";
import { useScene } from "../scene/useScene";
import { outputText } from "../scene/words";
import { useReport } from "../../store/check";

/** The answer of the check about one possible wire. */
interface Verdict {
  readonly key: string;
  readonly misfit: Misfit | null;
}

export function ConnectionHint() {
  const scene = useScene();
  const report = useReport();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const key = useConnection(({ inProgress, fromHandle, toHandle }) => {
    if (!inProgress || !toHandle || !fromHandle || fromHandle.type === toHandle.type) return "";
    const [from, to] =
      fromHandle.type === "source" ? [fromHandle, toHandle] : [toHandle, fromHandle];
    return [from.nodeId, to.nodeId, to.id ?? "0"].join(" ");
  });
  useEffect(() => {
    if (!key) return;
    let isCurrent = true;
    void misfitOf(edgeOf(key)).then((misfit) => isCurrent && setVerdict({ key, misfit }));
    return () => {
      isCurrent = false;
    };
    function edgeOf(name: string) {
      const [source = "", target = "", handle = "0"] = name.split(" ");
      return edgeBetween(scene, source, target, Number(handle));
    }
  }, [key, scene]);
  if (!key || verdict?.key !== key) return null;
  const [source = "", target = ""] = key.split(" ");
  const face = scene.faces.get(source);
  const box = document
    .querySelector(`.react-flow__node[data-id="${CSS.escape(target)}"]`)
    ?.getBoundingClientRect();
  const shape = outputText(report?.nodes[face?.card.last ?? ""]);
  return (
    <div
      role="status"
      className={`${classes["refusal"]} ${classes["hint"]}`}
      data-fits={verdict.misfit === null}
      style={{ left: (box?.left ?? 0) - 20, top: (box?.bottom ?? 0) + 12 }}
    >
      <div className={classes["shapes"]}>
        {shape} → {scene.faces.get(target)?.titles[0]}
      </div>
      {verdict.misfit ? verdict.misfit.sentence : "It fits."}
    </div>
  );
}
