/** The page put together: the theme, and what fills each part of the screen. */
import { MantineProvider } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";

import { AppearanceButtons } from "./AppearanceButtons";
import classes from "./App.module.css";
import { Brand } from "./Brand";
import { Shell } from "./Shell";
import { EVERYTHING_OPEN, type ShellLayout } from "./shellLayout";
import { cssVariablesResolver, theme } from "./theme";

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme="auto"
    >
      <Screen />
    </MantineProvider>
  );
}

function Screen() {
  const [layout, setLayout] = useLocalStorage<ShellLayout>({
    key: "torchground-layout",
    defaultValue: EVERYTHING_OPEN,
    getInitialValueInEffect: false,
  });
  return (
    <Shell
      layout={layout}
      onLayout={setLayout}
      header={
        <>
          <Brand />
          <div className={classes["actions"]}>
            <AppearanceButtons />
          </div>
        </>
      }
      tabs={{ lessons: null, data: null, layers: null }}
      canvas={null}
      output={null}
      strip={[]}
    />
  );
}
