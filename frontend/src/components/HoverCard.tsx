/** Something small that grows under the pointer or the focus: a thumbnail with its enlargement and exact number. */
import { HoverCard as MantineHoverCard } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

export interface HoverCardProps {
  /** One element that takes a ref. */
  readonly children: ReactElement;
  /** Rendered only while it is open, so that closed cards cost nothing. */
  readonly card: () => ReactNode;
  /** Any CSS width. */
  readonly width?: number | string;
  readonly onOpen?: () => void;
  readonly onClose?: () => void;
}

export function HoverCard({ children, card, width = 240, onOpen, onClose }: HoverCardProps) {
  return (
    <MantineHoverCard
      width={width}
      openDelay={150}
      closeDelay={80}
      withinPortal
      shadow="md"
      onOpen={onOpen}
      onClose={onClose}
    >
      <MantineHoverCard.Target>{children}</MantineHoverCard.Target>
      <MantineHoverCard.Dropdown p="xs">
        <Once render={card} />
      </MantineHoverCard.Dropdown>
    </MantineHoverCard>
  );
}

function Once({ render }: { render: () => ReactNode }) {
  return render();
}
