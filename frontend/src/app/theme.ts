/** The Mantine theme of the page: its indigo, its fonts, and all colours of `components/colours` as CSS variables. */
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
  RUNS,
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

/** Mantine's red with a darker middle, so that white text on it is readable. */
const red: MantineColorsTuple = [
  "#fff5f5",
  "#ffe3e3",
  "#ffc9c9",
  "#ffa8a8",
  "#ff8787",
  "#f0595c",
  "#d13438",
  "#c22d31",
  "#b42323",
  "#9c1f1f",
];

export const theme = createTheme({
  primaryColor: "indigo",
  colors: { indigo, red },
  primaryShade: { light: 6, dark: 6 },
  // At this luminance black and white text have the same contrast, about 4.6 to 1.
  autoContrast: true,
  luminanceThreshold: 0.179,
  defaultRadius: "md",
  fontFamily: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  headings: { fontWeight: "600" },
  respectReducedMotion: true,
  cursorType: "pointer",
  components: { Badge: { defaultProps: { tt: "none" } } },
});

/** The text colour for each Mantine colour where a component is not filled (light and outline variants). */
const INKS = {
  indigo: "primary-ink",
  green: "good-ink",
  teal: "good-ink",
  yellow: "warning-ink",
  orange: "warning-ink",
  red: "bad-ink",
  blue: "note-ink",
  gray: "dim",
} as const;

/** Mantine's variables that differ from its defaults, and the page's own `--tg-…` variables. */
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
    ...prefixed("run-", Object.fromEntries(RUNS[mode].map((colour, at) => [at, css(colour)]))),
    "--tg-paper": css(PAPER[mode]),
    "--mantine-color-body": "var(--tg-surface)",
    "--mantine-color-text": "var(--tg-ink)",
    "--mantine-color-dimmed": "var(--tg-dim)",
    "--mantine-color-placeholder": "var(--tg-dim)",
    "--mantine-color-error": "var(--tg-bad-ink)",
    "--mantine-color-anchor": "var(--tg-primary-ink)",
    "--mantine-color-default-border": "var(--tg-line-strong)",
    ...inks(),
  };
}

function inks(): Record<string, string> {
  const entries = Object.entries(INKS).flatMap(([colour, ink]) =>
    ["text", "light-color", "outline"].map((use) => [
      `--mantine-color-${colour}-${use}`,
      `var(--tg-${ink})`,
    ]),
  );
  return Object.fromEntries(entries) as Record<string, string>;
}

function prefixed(prefix: string, values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`--tg-${prefix}${name}`, value]),
  );
}
