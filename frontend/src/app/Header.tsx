/** The bar at the top: title of the drawing, transport, and the buttons for the whole page. */
import { IconKeyboard, IconSearch } from "@tabler/icons-react";

import { IconButton } from "../components/IconButton";
import { AppearanceButtons } from "./AppearanceButtons";
import classes from "./App.module.css";
import { Brand } from "./Brand";
import { FileMenu } from "./FileMenu";
import { Guard } from "./Guard";
import { HistoryButtons } from "./HistoryButtons";
import { LineButton } from "./LineButton";
import { Title } from "./Title";
import { Transport } from "./Transport";

interface HeaderProps {
  readonly onFind: () => void;
  readonly onSheet: () => void;
}

export function Header({ onFind, onSheet }: HeaderProps) {
  return (
    <div className={classes["header"]}>
      <div className={classes["line"]}>
        <Brand />
        <Title />
        <Guard name="The transport">
          <Transport />
        </Guard>
        <div className={classes["actions"]}>
          <LineButton />
          <IconButton
            size="1.875rem"
            label="Search everything"
            shortcut="Control+K"
            icon={<IconSearch size="1.125rem" />}
            onClick={onFind}
          />
          <HistoryButtons />
          <FileMenu />
          <IconButton
            size="1.875rem"
            label="Keys"
            shortcut="?"
            icon={<IconKeyboard size="1.125rem" />}
            onClick={onSheet}
          />
          <AppearanceButtons />
        </div>
      </div>
    </div>
  );
}
