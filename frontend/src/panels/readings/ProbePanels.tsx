/** The readings that probes offer for the run on the screen, in panels that fold. Folded ones are not measured. */
import { Button, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { useId, useMemo, useState, type ReactNode } from "react";

import { sentenceOf } from "../../api/sentenceOf";
import type { Reading } from "../../api/reading";
import type { CatalogueEntry, Offer, ProbeJson } from "../../api/types";
import { Pointed } from "../../components/Pointed";
import { useElementSize } from "../../components/useElementSize";
import { EntryForm, fieldsOf } from "../../forms/EntryForm";
import { ask } from "../../session/asking";
import { useEntry } from "../../store/catalogue";
import { type Place, useOffers } from "../../session/offers";
import { sampleFields, usePreferences } from "../../store/preferences";
import { useFrameLately } from "../../store/readings";
import { useRunProject } from "../../store/runs";
import { measure } from "../../session/session";
import { ViewOf } from "../../views/ViewOf";
import { layerNames, namedReading } from "./layerNames";
import { dataSignature } from "../sample/customSample";
import { LatentWalk } from "./LatentWalk";
import classes from "./ProbePanels.module.css";
import { withHidden } from "../sample/pickToken";
import { useRunOutput } from "../shared/runOutput";
import { Nothing, stepWords, withStep } from "./Watched";

/** Fields that the page sets itself. No form shows them. */
const FILLED_IN: ReadonlySet<string> = new Set(["sample", "of", "asked", "node"]);

/** Height of a panel's title, legend and help in a strip, in CSS pixels. */
const AROUND = 76;
/** Height of a reading's title when a panel has several readings, in CSS pixels. */
const CAPTION = 18;
/** The smallest height of a plot, in CSS pixels. */
const LEAST_ROOM = 140;

export interface ProbePanelsProps {
  readonly place: Place;
  readonly node?: string;
  /** How many panels are open before the person opens or closes any. */
  readonly open: number;
  /** Show only the offers from index `from` up to `to`. */
  readonly from?: number;
  readonly to?: number;
  /** Puts the panels side by side in a strip instead of one below the other. */
  readonly across?: boolean;
  /** Shown if there is no offer. */
  readonly nothing?: ReactNode;
}

export function ProbePanels(props: ProbePanelsProps) {
  const { place, node, open, from = 0, to, across = false, nothing = null } = props;
  const offers = useOffers(place, node).slice(from, to);
  const [strip, setStrip] = useState<HTMLElement | null>(null);
  const { height } = useElementSize(strip);
  const room = height > 0 ? Math.max(LEAST_ROOM, height - AROUND) : undefined;
  if (offers.length === 0) return nothing;
  return (
    <div
      ref={across ? setStrip : undefined}
      className={classes["offers"]}
      data-across={across || undefined}
    >
      {offers.map((offer, at) => (
        <OfferPanel key={keyOf(offer)} offer={offer} isOpenAtFirst={at < open} room={room} />
      ))}
    </div>
  );
}

function keyOf({ place, node, probe }: Offer): string {
  return `${place} ${node ?? ""} ${JSON.stringify(probe)}`;
}

interface OfferProps {
  readonly offer: Offer;
  readonly isOpenAtFirst: boolean;
  /** The height of a plot, if the strip sets it. */
  readonly room: number | undefined;
}

function OfferPanel(props: OfferProps) {
  const { offer, room } = props;
  const id = useId();
  const key = `${offer.place} ${String(offer.probe["type"])}`;
  const isOpen = usePreferences((state) => state.panels[key] ?? props.isOpenAtFirst);
  const toggle = () => {
    const { panels, set } = usePreferences.getState();
    set({ panels: { ...panels, [key]: !isOpen } });
  };
  const Arrow = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section className={classes["offer"]} data-open={isOpen || undefined} aria-labelledby={id}>
      <UnstyledButton className={classes["head"]} aria-expanded={isOpen} onClick={toggle}>
        <Arrow size={13} aria-hidden />
        <h2 id={id}>{offer.title}</h2>
      </UnstyledButton>
      {isOpen && <OfferBody offer={offer} room={room} />}
    </section>
  );
}

/** What a probe measures, with its settings and its help. `room` is the height of its plot where a strip sets it. */
export function OfferBody({ offer, room }: Pick<OfferProps, "offer" | "room">) {
  const type = String(offer.probe["type"]);
  const entry = useEntry("probes", type);
  const sample = usePreferences((state) => state.sample);
  const [chosen, setChosen] = useState<Readonly<Record<string, unknown>>>({});
  const probe = useMemo<ProbeJson>(() => {
    const looksAtSample = entry?.schema.properties["sample"] !== undefined;
    return {
      ...offer.probe,
      ...chosen,
      ...(looksAtSample ? sampleFields(sample) : {}),
      type,
    };
  }, [chosen, entry, offer.probe, sample, type]);
  if (!entry) return <Nothing room={80} why="this page does not know it yet; reload it" />;
  return (
    <div className={offer.place === "ask" ? classes["question"] : undefined}>
      <Settings
        entry={entry}
        value={{ ...offer.probe, ...chosen }}
        onChange={(field, value) => setChosen({ ...chosen, [field]: value })}
      />
      {entry.on_demand ? (
        <OnDemand key={type} probe={probe} label={offer.title} room={room} />
      ) : (
        <WatchedAll probe={probe} label={offer.title} room={room} />
      )}
      <details className={classes["help"]}>
        <summary>What is this?</summary>
        {entry.help.split("\n\n").map((paragraph) => (
          <p key={paragraph}>{paragraph.replaceAll("\n", " ")}</p>
        ))}
        {entry.source && <p className={classes["source"]}>{entry.source}</p>}
        {entry.package && <p className={classes["source"]}>From the package {entry.package}.</p>}
      </details>
    </div>
  );
}

interface SettingsProps {
  readonly entry: CatalogueEntry;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (field: string, value: unknown) => void;
}

/** The settings of the probe. They are folded, because most people keep the defaults. */
function Settings({ entry, value, onChange }: SettingsProps) {
  const id = useId();
  const fields = fieldsOf(entry.schema).filter((name) => !FILLED_IN.has(name));
  if (fields.length === 0) return null;
  return (
    <details className={classes["help"]}>
      <summary>Settings</summary>
      <EntryForm entry={entry} value={value} onChange={onChange} fields={fields} idPrefix={id} />
    </details>
  );
}

interface MeasuredProps {
  readonly probe: ProbeJson;
  readonly label: string;
  readonly room: number | undefined;
}

function WatchedAll({ probe, label, room }: MeasuredProps) {
  const { frame, problem } = useFrameLately(probe);
  if (!frame || frame.readings.length === 0) return <Nothing why={problem} room={96} />;
  return <Readings readings={frame.readings} step={frame.step} label={label} room={room} />;
}

/** A probe that takes too long to be measured all the time. It is measured when the person asks. */
function OnDemand({ probe, label, room }: MeasuredProps) {
  const [found, setFound] = useState<{ reading: Reading; step: number } | null>(null);
  const [state, setState] = useState<"idle" | "waiting">("idle");
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async () => {
    setState("waiting");
    try {
      setFound(await measure(probe));
      setProblem(null);
    } catch (error) {
      setProblem(sentenceOf(error));
    }
    setState("idle");
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        loading={state === "waiting"}
        onClick={() => void ask()}
      >
        {found ? "Measure again" : "Measure now"}
      </Button>
      {problem && <p role="alert">{problem}</p>}
      {found && <Readings readings={[found.reading]} step={found.step} label={label} room={room} />}
    </>
  );
}

interface ReadingsProps {
  readonly readings: readonly Reading[];
  readonly step: number;
  readonly label: string;
  readonly room: number | undefined;
}

function Readings({ readings, step, label, room }: ReadingsProps) {
  const project = useRunProject();
  const names = useMemo(() => layerNames(project), [project]);
  const isOne = readings.length === 1;
  const height = room === undefined || isOne ? room : room - CAPTION;
  const [words, setWords] = useState<string | null>(null);
  return (
    <>
      <small className={classes["step"]}>{stepWords(step)}</small>
      <Pointed words={words}>
        <div className={classes["readings"]} data-across={room !== undefined || undefined}>
          {readings.map((reading) => (
            <figure key={`${reading.kind} ${reading.path} ${reading.facts.title ?? ""}`}>
              {!isOne && <figcaption>{reading.facts.title ?? reading.path}</figcaption>}
              <Drawn
                reading={namedReading(reading, names)}
                step={step}
                label={label}
                height={height}
                onHover={(found) => setWords(found && withStep(found, step))}
              />
              <Remarks reading={reading} />
            </figure>
          ))}
        </div>
      </Pointed>
    </>
  );
}

interface DrawnProps {
  readonly reading: Reading;
  readonly step: number;
  readonly label: string;
  readonly height: number | undefined;
  readonly onHover: (words: string | null) => void;
}

/** A reading, with its interaction if it has one: a code can be dragged, a token can be hidden. */
function Drawn({ reading, height, ...shared }: DrawnProps) {
  const info = useRunOutput()?.info;
  const room = height === undefined ? {} : { height };
  if (reading.kind === "scatter" && reading.facts.movable)
    return <LatentWalk reading={reading} {...room} {...shared} />;
  const hides = reading.kind === "tokens" && typeof info?.mask_token === "number";
  const hide = (place: number) => {
    const text = info && withHidden(reading, info, place);
    if (info && text) ask(text, dataSignature(info));
  };
  return <ViewOf reading={reading} {...room} {...shared} {...(hides ? { onPick: hide } : {})} />;
}

/** A remark about the picture as a whole, if the facts have one. */
function Remarks({ reading }: { readonly reading: Reading }) {
  const { remark = null } = reading.facts;
  return remark === null ? null : <p className={classes["remark"]}>{remark}</p>;
}
