/** The header of a small screen: title, play and where the run is. Everything else folds into a menu. */
import { VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2 } from "@tabler/icons-react";
import { lazy, Suspense } from "react";

import { IconButton } from "../components/IconButton";
import classes from "./FoldedHeader.module.css";
import type { HeaderVerbs } from "./FoldedMenu";
import { Guard } from "./Guard";
import { RunState } from "./RunState";
import { Title } from "./Title";
import { SmallTransport, Where } from "./Transport";

const FoldedMenu = lazy(async () => ({ default: (await import("./FoldedMenu")).FoldedMenu }));

export function FoldedHeader(verbs: HeaderVerbs) {
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
      <Suspense fallback={null}>
        <FoldedMenu isOpen={isOpen} onClose={menu.close} {...verbs} />
      </Suspense>
    </div>
  );
}
