/**
 * A card that opens while an element is hovered or focused: for example an enlarged thumbnail with its exact number.
 */
import { Tooltip } from "@mantine/core";
import { useEffect, useEffectEvent, type ReactElement, type ReactNode } from "react";

import classes from "./HoverCard.module.css";

export interface HoverCardProps {
  /** One element that accepts a ref. The keyboard opens the card only if this element can be focused. */
  readonly children: ReactElement;
  /** Called only while the card is open, so that closed cards cost nothing. */
  readonly card: () => ReactNode;
  /** Any CSS width. */
  readonly width?: number | string;
  /** Called when the card opens, for work that only an open card needs, such as a request for an exact number. */
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
