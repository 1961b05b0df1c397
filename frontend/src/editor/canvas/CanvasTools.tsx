/** The buttons at the lower left of the canvas: zoom, fit and tidy. */
import { useReactFlow } from "@xyflow/react";
import {
  IconFocusCentered,
  IconLayoutDistributeVertical,
  IconMinus,
  IconPlus,
} from "@tabler/icons-react";

import { IconButton } from "../../components/IconButton";
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
    </div>
  );
}
