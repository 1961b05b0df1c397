/** A tooltip that follows the pointer, for example with the exact number below it. */
import { Tooltip } from "@mantine/core";
import type { ReactElement } from "react";

export interface PointedProps {
  /** The text; null hides the tooltip. */
  readonly words: string | null;
  /** One element that accepts a ref. */
  readonly children: ReactElement;
}

export function Pointed({ words, children }: PointedProps) {
  return (
    <Tooltip.Floating label={words} disabled={words === null} position="top">
      {children}
    </Tooltip.Floating>
  );
}
