/** Buttons that start presenting, turn the projector size on and off, and switch between light and dark colours. */
import { useMantineColorScheme } from "@mantine/core";
import { IconDeviceProjector, IconMoon, IconPresentation, IconSun } from "@tabler/icons-react";

import { IconButton } from "../components/IconButton";
import { useColourMode } from "../components/useColourMode";
import { present } from "../store/presenting";
import { useProjector } from "./appearance";

export function AppearanceButtons() {
  const mode = useColourMode();
  const { setColorScheme } = useMantineColorScheme();
  const [isProjected, setProjected] = useProjector();
  const other = mode === "dark" ? "light" : "dark";
  return (
    <>
      <IconButton
        size="1.875rem"
        label="Present"
        shortcut="F"
        icon={<IconDeviceProjector size="1.125rem" />}
        onClick={() => present(true)}
      />
      <IconButton
        size="1.875rem"
        label="Projector size"
        icon={<IconPresentation size="1.125rem" />}
        pressed={isProjected}
        onClick={() => setProjected(!isProjected)}
      />
      <IconButton
        size="1.875rem"
        label={`Change to ${other} colours`}
        icon={mode === "dark" ? <IconSun size="1.125rem" /> : <IconMoon size="1.125rem" />}
        onClick={() => setColorScheme(other)}
      />
    </>
  );
}
