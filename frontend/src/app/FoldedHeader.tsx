/** The header of a small screen: title, play and where the run is. Everything else folds into a menu. */
import { Drawer, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKeyboard, IconMenu2, IconSearch } from "@tabler/icons-react";
import type { MouseEvent, ReactNode } from "react";

import { IconButton } from "../components/IconButton";
import { AppearanceButtons } from "./AppearanceButtons";
import { Brand } from "./Brand";
import { FileMenu } from "./FileMenu";
import classes from "./FoldedHeader.module.css";
import { Guard } from "./Guard";
import { HistoryButtons } from "./HistoryButtons";
import { LineButton } from "./LineButton";
import { OtherRuns } from "./OtherRuns";
import { RunState } from "./RunState";
import { Title } from "./Title";
import { MoreTransport, SmallTransport, Where } from "./Transport";

interface FoldedHeaderProps {
  readonly onFind: () => void;
  readonly onSheet: () => void;
  readonly onNew: () => void;
}

export function FoldedHeader(verbs: FoldedHeaderProps) {
  const [isOpen, menu] = useDisclosure(false);
  return (
    <div className={classes["header"]}>
      <VisuallyHidden component="h1">Torchground</VisuallyHidden>
      <div className={classes["line"]}>
        <IconButton
          size="2.25rem"
          label="Menu"
          icon={<IconMenu2 size="1.25rem" />}
          onClick={menu.open}
        />
        <Title />
        <Guard name="The transport">
          <SmallTransport />
        </Guard>
      </div>
      <div className={classes["state"]}>
        <Where />
        <RunState />
      </div>
      <Menu isOpen={isOpen} onClose={menu.close} {...verbs} />
    </div>
  );
}

interface MenuProps extends FoldedHeaderProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Its buttons show their names. It stays mounted, so that a file can still be chosen when it has closed. */
function Menu({ isOpen, onClose, onFind, onSheet, onNew }: MenuProps) {
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
