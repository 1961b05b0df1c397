/** The page put together: the theme, the session, and what fills each part of the screen. */
import { MantineProvider } from "@mantine/core";
import { useDisclosure, useLocalStorage } from "@mantine/hooks";
import { useEffect } from "react";

import { useProject } from "../store/project";
import { useRun } from "../store/runs";
import { useSession } from "./connect";
import { Guard } from "./Guard";
import { Header } from "./Header";
import { Messages } from "./Messages";
import { Notice } from "./Notice";
import { Shell } from "./Shell";
import { EVERYTHING_OPEN, type ShellLayout } from "./shellLayout";
import { ShortcutSheet } from "./ShortcutSheet";
import { cssVariablesResolver, theme } from "./theme";
import { useKeys } from "./useKeys";
import { Waiting } from "./Waiting";
import { stateWord } from "./words";

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <Guard name="The page">
        <Connecting />
      </Guard>
    </MantineProvider>
  );
}

function Connecting() {
  const connected = useSession();
  return connected.state === "connected" ? <Screen /> : <Waiting problem={connected.problem} />;
}

function Screen() {
  const [layout, setLayout] = useLocalStorage<ShellLayout>({
    key: "torchground-layout",
    defaultValue: EVERYTHING_OPEN,
    getInitialValueInEffect: false,
  });
  const [sheetOpened, sheet] = useDisclosure(false);
  useKeys((what) => {
    if (what === "sheet") return sheet.toggle();
    setLayout({ ...layout, tab: "layers", closed: { ...layout.closed, left: false } });
  });
  usePageTitle();
  return (
    <>
      <Shell
        layout={layout}
        onLayout={setLayout}
        header={<Header onSheet={sheet.open} />}
        tabs={{ lessons: null, data: null, layers: null }}
        canvas={<Messages />}
        output={null}
        strip={[]}
        notice={<Notice />}
      />
      <ShortcutSheet opened={sheetOpened} onClose={sheet.close} />
    </>
  );
}

/** The tab says what is drawn and whether it trains. */
function usePageTitle(): void {
  const title = useProject((state) => state.file.title);
  const run = useRun();
  const word = run && !run.draft ? `${stateWord(run)} · ` : "";
  useEffect(() => {
    document.title = `${word}${title} · Torchground`;
  }, [word, title]);
}
