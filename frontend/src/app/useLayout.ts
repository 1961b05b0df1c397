/** The layout of this browser's screen; every component that uses it sees the same. */
import { useLocalStorage } from "@mantine/hooks";

import { openAfter, shownPanel, useOnePanel, withOnePanel } from "./onePanel";
import { useArrangement, type Arrangement } from "./screenSize";
import { EVERYTHING_OPEN, type ShellLayout } from "./shellLayout";

interface ScreenLayout {
  readonly layout: ShellLayout;
  readonly setLayout: (layout: ShellLayout) => void;
  readonly arrangement: Arrangement;
}

export function useLayout(): ScreenLayout {
  const [kept, keep] = useLocalStorage<ShellLayout>({
    key: "torchground-layout",
    defaultValue: EVERYTHING_OPEN,
    getInitialValueInEffect: false,
  });
  const arrangement = useArrangement();
  const open = shownPanel(
    useOnePanel((state) => state.open),
    arrangement,
  );
  if (arrangement === "wide") return { layout: kept, setLayout: keep, arrangement };
  const layout = withOnePanel(kept, open);
  const setLayout = (next: ShellLayout) => {
    useOnePanel.setState({ open: openAfter(layout, next) });
    keep({ ...next, closed: kept.closed });
  };
  return { layout, setLayout, arrangement };
}
