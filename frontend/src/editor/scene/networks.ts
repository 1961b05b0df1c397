/** The two networks of one drawing: one makes samples, the other tells them from real ones. Pure. */
import type { ProjectFile } from "../../api/types";

export type NetworkName = "generator" | "discriminator";

export interface Networks {
  /** Which network each node belongs to; those that belong to neither are missing. */
  readonly of: ReadonlyMap<string, NetworkName>;
  /** Where real and generated samples meet. */
  readonly switch: string;
  /** The node whose output is the generated sample; null where none is wired. */
  readonly generated: string | null;
}

/** The input of the switch at which generated samples come in. */
const GENERATED = 1;

/** The networks of a drawing with a switch between real and generated samples; null without one. */
export function networksOf({ network }: Pick<ProjectFile, "network">): Networks | null {
  const meeting = network.nodes.find(({ layer }) => layer.type === "real_or_fake")?.id;
  if (meeting === undefined) return null;
  const made = network.edges.find(
    ({ target, handle }) => target === meeting && (handle ?? 0) === GENERATED,
  );
  const of = new Map<string, NetworkName>();
  const follow = (id: string, name: NetworkName, next: (id: string) => readonly string[]) => {
    if (id === meeting || of.has(id)) return;
    of.set(id, name);
    for (const other of next(id)) follow(other, name, next);
  };
  const before = (id: string) => network.edges.flatMap((e) => (e.target === id ? [e.source] : []));
  const behind = (id: string) => network.edges.flatMap((e) => (e.source === id ? [e.target] : []));
  for (const id of behind(meeting)) follow(id, "discriminator", behind);
  if (made) follow(made.source, "generator", before);
  return { of, switch: meeting, generated: made?.source ?? null };
}

/** What each input of a layer is for, where they are not alike. */
export function inputNames(type: string): readonly string[] {
  return type === "real_or_fake" ? ["real", "generated"] : [];
}
