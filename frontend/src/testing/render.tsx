/** Renders a component inside the page's theme, as the app does. */
import { MantineProvider } from "@mantine/core";
import { render as renderPlain, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";

export function render(ui: ReactElement): RenderResult {
  return renderPlain(<MantineProvider env="test">{ui}</MantineProvider>);
}
