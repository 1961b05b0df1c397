/** The page's look for Mantine: its indigo, its type, and every colour of `components/colours` as a CSS variable. */
import {
  createTheme,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineTheme,
} from "@mantine/core";

import {
  css,
  GROUPS,
  NEGATIVE,
  PAPER,
  POSITIVE,
  SURFACES,
  type ColourMode,
} from "../components/colours";

const indigo: MantineColorsTuple = [
  "#f1f1fe",
  "#e2e2fb",
  "#c7c7f6",
  "#ababf1",
  "#9494ec",
  "#7a7ae4",
  "#5b5bd6",
  "#4f4fc4",
  "#4141a8",
  "#33338a",
];

export const theme = createTheme({
  primaryColor: "indigo",
  colors: { indigo },
  // White on these shades passes 4.5 to 1; autoContrast picks black where a colour is too light for it.
  primaryShade: { light: 6, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.28,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  headings: { fontWeight: "600" },
  respectReducedMotion: true,
  cursorType: "pointer",
});

/** Mantine's own variables that differ from its defaults, and the page's `--tg-…` ones. */
export const cssVariablesResolver: CSSVariablesResolver = (_theme: MantineTheme) => ({
  variables: {
    "--tg-negative": css(NEGATIVE),
    "--tg-positive": css(POSITIVE),
    ...prefixed("group-", GROUPS),
  },
  light: variablesOf("light"),
  dark: variablesOf("dark"),
});

function variablesOf(mode: ColourMode): Record<string, string> {
  const surfaces = SURFACES[mode];
  return {
    ...prefixed("", surfaces),
    "--tg-paper": css(PAPER[mode]),
    "--mantine-color-body": "var(--tg-surface)",
    "--mantine-color-text": "var(--tg-ink)",
    "--mantine-color-dimmed": "var(--tg-dim)",
    "--mantine-color-placeholder": "var(--tg-dim)",
    "--mantine-color-error": "var(--tg-bad-ink)",
    "--mantine-color-anchor": "var(--tg-primary-ink)",
    "--mantine-color-default-border": "var(--tg-line-strong)",
    "--mantine-color-indigo-text": "var(--tg-primary-ink)",
    "--mantine-color-indigo-light-color": "var(--tg-primary-ink)",
    "--mantine-color-gray-light-color": "var(--tg-dim)",
    "--mantine-color-gray-text": "var(--tg-dim)",
  };
}

function prefixed(prefix: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`--tg-${prefix}${name}`, value]),
  );
}
