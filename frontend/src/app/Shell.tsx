/** The layout of the screen: header on top, palette left, network in the middle, output right, strip at the bottom. */
import { Tabs, VisuallyHidden } from "@mantine/core";
import { useEffect, useRef, type CSSProperties, type ReactNode } from "react";

import type { Arrangement } from "./screenSize";
import classes from "./Shell.module.css";
import { ShellBar } from "./ShellBar";
import { ShellEdge } from "./ShellEdge";
import {
  resized,
  SIDES,
  sizeOf,
  usualSize,
  type ShellLayout,
  type ShellTab,
  type Side,
  type StripTab,
} from "./shellLayout";
import { ShellToggle } from "./ShellToggle";
import { StripTabs } from "./Strip";

export interface StripPart {
  readonly title: string;
  readonly content: ReactNode;
  readonly isWide?: boolean;
}

export interface ShellProps {
  readonly layout: ShellLayout;
  readonly onLayout: (layout: ShellLayout) => void;
  /** How the parts are arranged; a wide screen if this is left out. */
  readonly arrangement?: Arrangement;
  /** The header over the whole width: title, transport and buttons. */
  readonly header: ReactNode;
  /** The contents of each tab of the palette. */
  readonly tabs: Readonly<Record<ShellTab, ReactNode>>;
  /** The network. It fills the space that the other parts leave. */
  readonly canvas: ReactNode;
  /** Output, loss and settings. This part scrolls, and returns to its top when another project is opened. */
  readonly output: ReactNode;
  /** A number that changes when another project is opened. */
  readonly work: number;
  /** The selected tab of the bottom strip. */
  readonly strip: StripTab;
  readonly onStrip: (strip: StripTab) => void;
  /** The parts of the bottom strip. A part with `isWide` is twice as wide. */
  readonly parts: readonly StripPart[];
  /** A bar over the canvas for important news: connection lost, drawing changed. */
  readonly notice?: ReactNode;
}

const TABS: readonly (readonly [ShellTab, string])[] = [
  ["lessons", "Lessons"],
  ["data", "Data"],
  ["layers", "Layers"],
];

export function Shell({ layout, onLayout, arrangement = "wide", ...slots }: ShellProps) {
  const toggle = (side: Side) =>
    onLayout({ ...layout, closed: { ...layout.closed, [side]: !layout.closed[side] } });
  const { left, right, bottom } = layout.closed;
  const isWide = arrangement === "wide";
  // What lies under an open panel takes no focus.
  const isCovered = arrangement === "over" && !(left && right && bottom);
  const output = useRef<HTMLElement>(null);
  useEffect(() => {
    if (output.current) output.current.scrollTop = 0;
  }, [slots.work]);
  return (
    <div
      className={classes["shell"]}
      data-screen={arrangement}
      data-left={!left}
      data-right={!right}
      data-bottom={!bottom}
      data-tall={slots.strip !== "history" || undefined}
      style={sizesOf(layout, slots.strip)}
    >
      <header className={classes["header"]} inert={isCovered}>
        {slots.header}
      </header>
      <nav className={classes["left"]} aria-label="Lessons, data and layers" hidden={left}>
        <Palette tab={layout.tab} tabs={slots.tabs} onTab={(tab) => onLayout({ ...layout, tab })} />
      </nav>
      <main className={classes["canvas"]} aria-label="Network" inert={isCovered}>
        {slots.canvas}
        {slots.notice && <div className={classes["notice"]}>{slots.notice}</div>}
        {isWide &&
          SIDES.map((side) => (
            <ShellToggle key={side} side={side} closed={layout.closed[side]} onToggle={toggle} />
          ))}
      </main>
      <aside
        ref={output}
        className={classes["right"]}
        aria-label="Output and settings"
        hidden={right}
      >
        {slots.output}
      </aside>
      <footer className={classes["bottom"]} aria-label="History and insides" hidden={bottom}>
        <StripTabs strip={slots.strip} onStrip={slots.onStrip} isWide={isWide} />
        <Parts parts={slots.parts} />
      </footer>
      {isWide ? (
        <Edges layout={layout} strip={slots.strip} onLayout={onLayout} onToggle={toggle} />
      ) : (
        <ShellBar layout={layout} onLayout={onLayout} />
      )}
    </div>
  );
}

function Parts({ parts }: Pick<ShellProps, "parts">) {
  return (
    <div className={classes["parts"]}>
      {parts.map(({ title, content, isWide }) => (
        <div key={title} className={classes["part"]} data-wide={isWide || undefined}>
          {content}
        </div>
      ))}
    </div>
  );
}

interface EdgesProps extends Pick<ShellProps, "layout" | "strip" | "onLayout"> {
  readonly onToggle: (side: Side) => void;
}

function Edges({ layout, strip, onLayout, onToggle }: EdgesProps) {
  return SIDES.map((side) => (
    <ShellEdge
      key={side}
      side={side}
      closed={layout.closed[side]}
      size={sizeOf(layout, side, strip) ?? usualSize(side, strip)}
      onSize={(size, room) => onLayout(resized(layout, side, strip, size, room))}
      onToggle={() => onToggle(side)}
    />
  ));
}

/** The sizes that a person gave the panels, for the styles. */
function sizesOf(layout: ShellLayout, strip: StripTab): CSSProperties {
  const sizes = SIDES.map((side) => [`--${side}-given`, sizeOf(layout, side, strip)] as const);
  const given = sizes.filter(([, size]) => size !== undefined);
  return Object.fromEntries(given.map(([name, size]) => [name, `${size}rem`]));
}

interface PaletteProps {
  readonly tab: ShellTab;
  readonly tabs: ShellProps["tabs"];
  readonly onTab: (tab: ShellTab) => void;
}

function Palette({ tab, tabs, onTab }: PaletteProps) {
  return (
    <Tabs
      className={classes["tabs"]}
      value={tab}
      keepMounted={false}
      onChange={(next) => {
        const chosen = TABS.find(([id]) => id === next);
        if (chosen) onTab(chosen[0]);
      }}
    >
      <Tabs.List grow>
        {TABS.map(([id, title]) => (
          <Tabs.Tab key={id} value={id}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map(([id, title]) => (
        <Tabs.Panel key={id} value={id} className={classes["tab"]}>
          <VisuallyHidden component="h2">{title}</VisuallyHidden>
          {tabs[id]}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
