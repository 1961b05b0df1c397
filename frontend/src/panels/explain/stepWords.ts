/** What happens in each moment of a training step, in a sentence or two. Pure. */
import type { CatalogueEntry, NodeFile, ProjectFile } from "../../api/types";
import { factsOf, type Moment, type Phase } from "../../store/walk";
import { numberText } from "../../views/tensors";

/** What the phases are called, in their order. */
export const PHASE_NAMES: Readonly<Record<Phase, string>> = {
  batch: "Batch",
  forward: "Forward",
  loss: "Loss",
  backward: "Backward",
  clip: "Clip",
  optimizer: "Optimizer",
  after: "New loss",
};

export interface Description {
  readonly title: string;
  readonly sentence: string;
  readonly formula: string | null;
}

/** Looks up what the catalogue says of an entry. */
export type LookUp = (
  family: "layers" | "losses" | "optimizers",
  type: string,
) => CatalogueEntry | undefined;

/** The words for a moment. */
export function description(
  moment: Moment,
  project: ProjectFile | null,
  lookUp: LookUp,
): Description {
  const facts = factsOf(moment);
  switch (moment.phase) {
    case "batch":
      return { title: batchTitle(facts), sentence: batchWords(facts), formula: null };
    case "forward":
      return forwardWords(moment, project, lookUp);
    case "loss": {
      const found = lookUp("losses", text(facts["type"]));
      return {
        title: `Loss: ${found?.title ?? text(facts["type"])}`,
        sentence: lossWords(facts),
        formula: found?.formula || null,
      };
    }
    case "backward":
      return backwardWords(moment, project, lookUp);
    case "clip":
      return { title: "Clip", sentence: clipWords(facts), formula: null };
    case "optimizer": {
      const found = lookUp("optimizers", text(facts["type"]));
      return {
        title: `Optimizer: ${found?.title ?? text(facts["type"])}`,
        sentence: `From the gradient and from what it remembers, it moves every weight a little, at the learning rate ${of(facts, "learning_rate")}.`,
        formula: found?.formula || null,
      };
    }
    case "after":
      return { title: "New loss", sentence: afterWords(facts), formula: null };
  }
}

/** What a node is called. */
export function titleOf(node: NodeFile | undefined, id: string, lookUp: LookUp): string {
  if (!node) return id;
  return node.name || `${lookUp("layers", node.layer.type)?.title ?? node.layer.type} (${id})`;
}

function batchTitle(facts: Facts): string {
  const part = text(facts["part"]);
  if (!part) return "Batch";
  const isFirst = Array.isArray(facts["parts"]) && facts["parts"][0] === part;
  return `${isFirst ? "First" : "Then"} the ${part} learns: batch`;
}

function batchWords(facts: Facts): string {
  const target = facts["target"];
  const wanted =
    typeof target === "string"
      ? `, of the class ${target}`
      : typeof target === "number"
        ? `, whose target is ${numberText(target)}`
        : "";
  return (
    `${of(facts, "size")} of the ${of(facts, "num_train")} training samples are taken. ` +
    `Sample ${of(facts, "index")} is followed${wanted}; choose another to follow that one.`
  );
}

function forwardWords({ node }: Moment, project: ProjectFile | null, lookUp: LookUp): Description {
  const found = nodeOf(project, node);
  const entry = found && lookUp("layers", found.layer.type);
  return {
    title: titleOf(found, node ?? "", lookUp),
    sentence: entry ? firstSentence(entry.help) : "Its numbers for the followed sample.",
    formula: entry?.formula || null,
  };
}

function backwardWords(
  { node, readings }: Moment,
  project: ProjectFile | null,
  lookUp: LookUp,
): Description {
  const title = titleOf(nodeOf(project, node), node ?? "", lookUp);
  const learns = readings.some(({ facts }) => facts["phase"] === "gradient");
  return {
    title: `Back at ${title}`,
    sentence:
      "How much the loss would change with each of its numbers: orange, it would fall; blue, it would grow." +
      (learns
        ? " The gradient of its weights follows from that, summed over the whole batch."
        : ""),
    formula: learns ? "∂L/∂y, then ∂L/∂w = Σ ∂L/∂y · ∂y/∂w" : "∂L/∂y",
  };
}

function lossWords(facts: Facts): string {
  const own = facts["of_sample"];
  const alone = typeof own === "number" ? ` The followed sample alone: ${numberText(own)}.` : "";
  return `One number says how wrong the answers are: ${of(facts, "loss")} over the batch.${alone}`;
}

function clipWords(facts: Facts): string {
  const penalties = ["l1", "l2"].filter((name) => Number(facts[name] ?? 0) !== 0);
  const pulled =
    penalties.length > 0
      ? ` ${penalties.join(" and ").toUpperCase()} pull on the weights: ${of(facts, "pulled")}.`
      : "";
  const came = `The gradient of all weights together is ${of(facts, "norm")} long.${pulled}`;
  const { clip_grad_norm: most, clip_grad_value: value } = facts;
  if (typeof most !== "number" && typeof value !== "number") {
    return `${came} Nothing is clipped: the optimizer takes it as it is.`;
  }
  const limits = [
    typeof most === "number" ? `a length of ${numberText(most)}` : "",
    typeof value === "number" ? `${numberText(value)} for each number` : "",
  ].filter(Boolean);
  return `${came} At most ${limits.join(" and ")} is let through: ${of(facts, "taken")} is left, ${of(facts, "factor")} times as much.`;
}

function afterWords(facts: Facts): string {
  const [before, after] = [Number(facts["loss"]), Number(facts["new_loss"])];
  const change =
    after < before ? "It fell" : after > before ? "It grew: the step was too long" : "It stayed";
  return `The same batch with the new weights: ${numberText(after)} instead of ${numberText(before)}. ${change}.`;
}

/** Up to the first full stop that ends a sentence. */
export function firstSentence(help: string): string {
  const paragraph = (help.split("\n\n")[0] ?? "").replaceAll("\n", " ");
  return /^.*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}

type Facts = Readonly<Record<string, unknown>>;

function nodeOf(project: ProjectFile | null, id: string | null): NodeFile | undefined {
  return project?.network.nodes.find((node) => node.id === id);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function of(facts: Facts, name: string): string {
  const value = facts[name];
  return typeof value === "number" ? numberText(value) : "–";
}
