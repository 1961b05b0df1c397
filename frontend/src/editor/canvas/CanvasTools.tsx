/** The buttons at the lower left of the canvas: zoom, fit and tidy. */
import { useReactFlow } from "@xyflow/react";
import {
  IconFocusCentered,
  IconFold,
  IconLayoutDistributeVertical,
  IconMinus,
  IconPlus,
} from "@tabler/icons-react";

import { useMemo } from "react";

import { IconButton } from "../../components/IconButton";
import { useCatalogue } from "../../store/catalogue";
import { useProject } from "../../store/project";
import { foldRepeats, repeatsIn } from "../scene/blockVerbs";
import classes from "./CanvasTools.module.css";
import { useViewport } from "./useViewport";
import { useTidy } from "./useTidy";

export function CanvasTools() {
  const { zoomIn, zoomOut } = useReactFlow();
  const fit = useViewport();
  const tidy = useTidy();
  const icon = { size: "1rem", "aria-hidden": true } as const;
  return (
    <div className={classes["tools"]} role="toolbar" aria-label="View of the network">
      <IconButton
        size="sm"
        label="Zoom out"
        icon={<IconMinus {...icon} />}
        onClick={() => void zoomOut()}
      />
      <IconButton
        size="sm"
        label="Zoom in"
        icon={<IconPlus {...icon} />}
        onClick={() => void zoomIn()}
      />
      <IconButton
        size="sm"
        label="Show the whole network"
        shortcut="Shift+F"
        icon={<IconFocusCentered {...icon} />}
        onClick={() => void fit()}
      />
      <IconButton
        size="sm"
        label="Tidy the layout"
        shortcut="T"
        icon={<IconLayoutDistributeVertical {...icon} />}
        onClick={tidy}
      />
      <FoldRepeats />
    </div>
  );
}

/** Shown while parts of the drawing repeat that are not folded. */
function FoldRepeats() {
  const network = useProject((state) => state.file.network);
  const blocks = useProject((state) => state.file.blocks);
  const catalogue = useCatalogue();
  const found = useMemo(
    () => repeatsIn({ ...useProject.getState().file, network, blocks }),
    // The catalogue says what an activation is.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [blocks, catalogue, network],
  );
  if (found.length === 0) return null;
  const names = [...new Set(found.map(([block]) => block?.name))].join(", ");
  return (
    <IconButton
      size="sm"
      label={`Fold what repeats: ${names}`}
      icon={<IconFold size="1rem" aria-hidden />}
      onClick={foldRepeats}
    />
  );
}
