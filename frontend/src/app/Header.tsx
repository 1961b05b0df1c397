/** The bar at the top: title of the drawing, transport, and the buttons for the whole page. */
import { IconKeyboard, IconSearch } from "@tabler/icons-react";

import { IconButton } from "../components/IconButton";
import { AppearanceButtons } from "./AppearanceButtons";
import classes from "./App.module.css";
import { Brand } from "./Brand";
import { FileMenu } from "./FileMenu";
import { FoldedHeader } from "./FoldedHeader";
import type { HeaderVerbs } from "./FoldedMenu";
import { Guard } from "./Guard";
import { HistoryButtons } from "./HistoryButtons";
import { LineButton } from "./LineButton";
import { OtherRuns } from "./OtherRuns";
import { useIsFolded } from "./screenSize";
import { Title } from "./Title";
import { Transport } from "./Transport";

export function Header({ onFind, onSheet, onNew }: HeaderVerbs) {
  if (useIsFolded()) return <FoldedHeader onFind={onFind} onSheet={onSheet} onNew={onNew} />;
  return (
    <div className={classes["header"]}>
      <div className={classes["line"]}>
        <Brand isTitle />
        <Title />
        <Guard name="The transport">
          <Transport />
        </Guard>
        <div className={classes["actions"]}>
          <OtherRuns />
          <LineButton />
          <IconButton
            size="1.875rem"
            label="Search everything"
            shortcut="Control+K"
            icon={<IconSearch size="1.125rem" />}
            onClick={onFind}
          />
          <HistoryButtons />
          <FileMenu onNew={onNew} />
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
