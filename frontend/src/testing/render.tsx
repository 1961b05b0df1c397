/** Renders a component inside the page's theme, as the app does. */
import { MantineProvider } from "@mantine/core";
import { render as renderPlain, type RenderResult } from "@testing-library/react";
import type { ReactElement, ReactNode } from "react";

export function render(ui: ReactElement): RenderResult {
  return renderPlain(ui, { wrapper: Themed });
}

function Themed({ children }: { readonly children: ReactNode }) {
  return <MantineProvider env="test">{children}</MantineProvider>;
}
