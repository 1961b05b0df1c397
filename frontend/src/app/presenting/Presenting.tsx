/** The screen while a person presents: the network, one view beside it, and the lesson's text as a caption in steps. */
import { useLayoutEffect, useState, type CSSProperties, type ReactNode } from "react";

import { textScaleChanged } from "../../components/textScale";
import { useElementSize } from "../../components/useElementSize";
import { Room } from "../../panels/shared/room";
import { shownView, usePresenting } from "../../store/presenting";
import { Caption } from "./Caption";
import { Laser } from "./Laser";
import classes from "./Presenting.module.css";
import { PresentHeader } from "./PresentHeader";
import { useNamed, useSteps } from "./useNamed";
import { usePresentKeys } from "./usePresentKeys";
import { useViews, type PresentView } from "./useViews";

interface PresentingProps {
  readonly canvas: ReactNode;
  readonly notice: ReactNode;
}

export function Presenting({ canvas, notice }: PresentingProps) {
  useLargeText();
  const views = useViews();
  const steps = useSteps();
  const presenting = usePresenting();
  const { stage, isBlank, hasLaser } = presenting;
  const at = Math.min(presenting.step, steps.length - 1);
  const named = useNamed(steps, at, views);
  const wanted = shownView({ ...presenting, named });
  const shown = views.find(({ id }) => id === wanted) ?? views[0];
  usePresentKeys(views, shown?.id, steps.length);
  return (
    <div className={classes["screen"]} data-stage={stage}>
      <PresentHeader views={views} shown={stage === "network" ? undefined : shown} named={named} />
      <main
        className={classes["network"]}
        aria-label="Network"
        hidden={stage === "view" || undefined}
      >
        {stage !== "view" && canvas}
        <div className={classes["notice"]}>{notice}</div>
      </main>
      {shown && stage !== "network" && (
        <View view={shown} isNamed={named.views.includes(shown.id)} />
      )}
      {steps.length > 0 && <Caption steps={steps} at={at} />}
      {hasLaser && <Laser />}
      {isBlank && <Blank />}
    </div>
  );
}

/** The chosen view. It fills its place, and scrolls where it is higher. */
function View({ view, isNamed }: { readonly view: PresentView; readonly isNamed: boolean }) {
  const [body, setBody] = useState<HTMLElement | null>(null);
  const { height } = useElementSize(body);
  return (
    <aside
      className={classes["view"]}
      aria-label={`View: ${view.title}`}
      data-named={isNamed || undefined}
    >
      <div
        ref={setBody}
        className={classes["body"]}
        role="group"
        aria-label={view.title}
        // A region that scrolls must be reachable by the keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        style={{ "--tg-room": `${height}px` } as CSSProperties}
      >
        {height > 0 && (
          <Room key={view.id} value={height}>
            {view.content}
          </Room>
        )}
      </div>
    </aside>
  );
}

function Blank() {
  return (
    <button
      type="button"
      className={classes["blank"]}
      aria-label="The screen is blank. Press B to go on."
      onClick={() => usePresenting.setState({ isBlank: false })}
    />
  );
}

/** Makes all text of the page larger, in proportion to the screen. */
function useLargeText(): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    dataset["presenting"] = "true";
    textScaleChanged();
    return () => {
      delete dataset["presenting"];
      textScaleChanged();
    };
  }, []);
}
