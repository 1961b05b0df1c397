/** Something small that grows under the pointer or the focus: a thumbnail with its enlargement and exact number. */
import { Tooltip } from "@mantine/core";
import { useEffect, useEffectEvent, type ReactElement, type ReactNode } from "react";

import classes from "./HoverCard.module.css";

export interface HoverCardProps {
  /** One element that takes a ref; it can be reached by keyboard only if it takes the focus itself. */
  readonly children: ReactElement;
  /** Rendered only while it is open, so that closed cards cost nothing. */
  readonly card: () => ReactNode;
  /** Any CSS width. */
  readonly width?: number | string;
  /** For what only an open card needs, such as an exact number. */
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
}

export function HoverCard({ children, card, width = 240, onOpen, onClose }: HoverCardProps) {
  return (
    <Tooltip
      label={<OpenCard card={card} onOpen={onOpen} onClose={onClose} />}
      events={{ hover: true, focus: true, touch: true }}
      openDelay={150}
      multiline
      w={width}
      classNames={{ tooltip: classes["card"] }}
    >
      {children}
    </Tooltip>
  );
}

function OpenCard({ card, onOpen, onClose }: Pick<HoverCardProps, "card" | "onOpen" | "onClose">) {
  const opened = useEffectEvent(() => onOpen?.());
  const closed = useEffectEvent(() => onClose?.());
  useEffect(() => {
    opened();
    return () => closed();
  }, []);
  return card();
}
