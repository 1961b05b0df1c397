/**
 * Finds the two networks in the drawing of a GAN: the generator makes samples, the discriminator judges whether a
 * sample is real. Pure.
 */
import type { ProjectFile } from "../../api/types";

export type NetworkName = "generator" | "discriminator";

export interface Networks {
  /** The network of each node. Nodes of neither network are missing. */
  readonly of: ReadonlyMap<string, NetworkName>;
  /** The id of the node that joins real and generated samples. */
  readonly switch: string;
  /** The id of the node whose output is the generated sample; null if none is wired. */
  readonly generated: string | null;
}

/** The input of the switch that takes generated samples. */
const GENERATED = 1;

/** The networks of a drawing with a switch between real and generated samples; null if there is no switch. */
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

/** The names of a layer's inputs, if the inputs have different roles; otherwise empty. */
export function inputNames(type: string): readonly string[] {
  return type === "real_or_fake" ? ["real", "generated"] : [];
}
