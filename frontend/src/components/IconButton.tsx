/** A button that shows only an icon. It has a name for screen readers, and a tooltip with its key. */
import { ActionIcon, Group, Kbd, Tooltip, type ActionIconVariant } from "@mantine/core";
import type { ReactNode } from "react";

export interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
  /** The key that does the same, in the syntax of `aria-keyshortcuts`: "Space", "Control+Z". */
  readonly shortcut?: string;
  /** Whether a toggle button is on; left out for other buttons. */
  readonly pressed?: boolean;
  readonly disabled?: boolean;
  readonly variant?: ActionIconVariant;
  readonly radius?: string;
  readonly size?: number | string;
}

export function IconButton(props: IconButtonProps) {
  const { label, icon, shortcut, pressed, variant = "subtle", size = "lg" } = props;
  return (
    <Tooltip label={<Hint label={label} shortcut={shortcut} />} openDelay={400}>
      <ActionIcon
        aria-label={label}
        aria-keyshortcuts={shortcut}
        aria-pressed={pressed}
        variant={pressed ? "light" : variant}
        color={variant === "filled" || pressed ? undefined : "gray"}
        radius={props.radius ?? "md"}
        size={size}
        disabled={props.disabled}
        onClick={props.onClick}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function Hint({ label, shortcut }: { label: string; shortcut?: string }) {
  return (
    <Group gap="xs" wrap="nowrap">
      {label}
      {shortcut && <Kbd size="xs">{keysOf(shortcut)}</Kbd>}
    </Group>
  );
}

/** Formats a shortcut as the sheet of keys does. */
function keysOf(shortcut: string): string {
  return shortcut.replace("Control", "Ctrl").replace("ArrowRight", "→").replaceAll("+", " + ");
}
