/** Draws a reading with the view of its kind. If the view fails, shows an empty card with the reason. */
import { Component, type ReactNode } from "react";

import { sentenceOf } from "../api/sentenceOf";
import type { Kind } from "../api/reading";
import type { View, ViewProps } from "./view";
import classes from "./ViewOf.module.css";

const files = import.meta.glob<View>("./*.view.tsx", { eager: true, import: "default" });
const views = new Map(Object.values(files).map((view) => [view.draws, view]));

/** The view that draws a kind. A test checks that every kind of the schema has one. */
export function viewOf(kind: Kind): View | undefined {
  return views.get(kind);
}

export function ViewOf(props: ViewProps) {
  const view = viewOf(props.reading.kind);
  if (!view) return <Failed why={`this page has no view of “${props.reading.kind}”; reload it`} />;
  return (
    <Guard key={props.reading.path}>
      <view.Draw {...props} />
    </Guard>
  );
}

function Failed({ why }: { why: string }) {
  return <p className={classes["failed"]}>This could not be drawn: {why}.</p>;
}

/** Catches an error in a view, so that the rest of the page stays. */
class Guard extends Component<{ readonly children: ReactNode }, { why: string | null }> {
  override state = { why: null };

  static getDerivedStateFromError(error: unknown) {
    return { why: sentenceOf(error) };
  }

  override render() {
    return this.state.why === null ? this.props.children : <Failed why={this.state.why} />;
  }
}
