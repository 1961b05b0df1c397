/** The probes that have something to show for the run on the screen, as the check of its project offers them. */
import { useEffect, useState } from "react";

import type { Offer, ProjectFile } from "../api/types";
import { useCheck } from "../store/check";
import { fingerprint } from "../project/fingerprint";
import { useRunProject } from "../store/runs";
import { tryOut } from "./tryOut";

export type Place = Offer["place"];

const NONE: readonly Offer[] = [];
/** The offers of the last few projects, so that none is asked for twice. */
const known = new Map<string, readonly Offer[]>();
const MOST_KNOWN = 16;

/** The offers for a place on the page, or for a node. Empty until they are known. */
export function useOffers(place: Place, node?: string): readonly Offer[] {
  const all = useAllOffers();
  return all.filter((offer) => offer.place === place && (offer.node ?? undefined) === node);
}

function useAllOffers(): readonly Offer[] {
  const project = useRunProject();
  const { report, file } = useCheck();
  const key = project && keyOf(project);
  if (report?.ok && file && keyOf(file) === key) keep(key, report.offers);
  const [, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (!project || key === null || known.has(key)) return;
    let isWanted = true;
    void tryOut(project).then((answer) => {
      if (answer?.ok) keep(key, answer.offers);
      if (isWanted) setAsked(key);
    });
    return () => {
      isWanted = false;
    };
  }, [key, project]);
  return (key !== null && known.get(key)) || NONE;
}

/** The part of a project that offers depend on: not where its cards stand. */
function keyOf({ network, data, training }: ProjectFile): string {
  return fingerprint({ network, data, training });
}

function keep(key: string, offers: readonly Offer[]): void {
  if (known.get(key) === offers) return;
  known.delete(key);
  known.set(key, offers);
  for (const oldest of [...known.keys()].slice(0, -MOST_KNOWN)) known.delete(oldest);
}
