/**
 * What the header of a small screen folds away. Its buttons show their names. It stays mounted, so that a file can still
 * be chosen when it has closed.
 */
import { Drawer } from "@mantine/core";
import { IconKeyboard, IconSearch } from "@tabler/icons-react";
import type { MouseEvent, ReactNode } from "react";

import { IconButton } from "../components/IconButton";
import { AppearanceButtons } from "./AppearanceButtons";
import { Brand } from "./Brand";
import { FileMenu } from "./FileMenu";
import classes from "./FoldedHeader.module.css";
import { HistoryButtons } from "./HistoryButtons";
import { LineButton } from "./LineButton";
import { OtherRuns } from "./OtherRuns";
import { MoreTransport } from "./Transport";

export interface HeaderVerbs {
  readonly onFind: () => void;
  readonly onSheet: () => void;
  readonly onNew: () => void;
}

interface MenuProps extends HeaderVerbs {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function FoldedMenu({ isOpen, onClose, onFind, onSheet, onNew }: MenuProps) {
  const closeAfter = ({ target }: MouseEvent) => {
    if (target instanceof Element && isLast(target)) onClose();
  };
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title="Menu"
      size="20rem"
      padding="sm"
      closeButtonProps={{ "aria-label": "Close the menu" }}
      keepMounted
      keepMountedMode="display-none"
    >
      {/* Whoever presses a button with a key also clicks. */}
      {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
      <div className={classes["menu"]} onClick={closeAfter}>
        <Group title="Training">
          <MoreTransport />
          <OtherRuns />
        </Group>
        <Group title="Drawing">
          <HistoryButtons />
          <FileMenu onNew={onNew} />
        </Group>
        <Group title="Page">
          <IconButton
            label="Search everything"
            shortcut="Control+K"
            icon={<IconSearch size="1.125rem" />}
            onClick={onFind}
          />
          <AppearanceButtons />
          <IconButton
            label="Keys"
            shortcut="?"
            icon={<IconKeyboard size="1.125rem" />}
            onClick={onSheet}
          />
          <LineButton />
          <Brand />
        </Group>
      </div>
    </Drawer>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={classes["group"]} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** Whether nothing more is to be done in the menu after this was pressed: it opens nothing there and is no switch. */
function isLast(pressed: Element): boolean {
  const button = pressed.closest("button");
  return (
    button !== null && !button.hasAttribute("aria-haspopup") && !button.hasAttribute("aria-pressed")
  );
}
