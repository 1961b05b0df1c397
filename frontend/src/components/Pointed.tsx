/** Words beside the pointer: the exact number of what lies under it. */
import { Tooltip } from "@mantine/core";
import type { ReactElement } from "react";

export interface PointedProps {
  /** Null while nothing is pointed at. */
  readonly words: string | null;
  /** One element that takes a ref. */
  readonly children: ReactElement;
}

export function Pointed({ words, children }: PointedProps) {
  return (
    <Tooltip.Floating label={words} disabled={words === null} position="top">
      {children}
    </Tooltip.Floating>
  );
}
