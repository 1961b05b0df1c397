/** Describes each moment of a training step in a sentence or two. Pure. */
import type { CatalogueEntry, NodeFile, ProjectFile } from "../../api/types";
import { saidIn, stepOf, type Moment, type Phase, type StepSaid } from "../../store/walk";
import { numberText } from "../../views/tensors";

/** The names of the phases, in order. */
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

/** Finds an entry in the catalogue. */
export type LookUp = (
  family: "layers" | "losses" | "optimizers",
  type: string,
) => CatalogueEntry | undefined;

/** The title, the sentence and the formula of a moment. */
export function description(
  moment: Moment,
  project: ProjectFile | null,
  lookUp: LookUp,
): Description {
  switch (moment.phase) {
    case "batch": {
      const batch = saidIn(moment, "batch");
      return batch
        ? { title: batchTitle(batch), sentence: batchWords(batch), formula: null }
        : NO_WORDS;
    }
    case "forward":
      return forwardWords(moment, project, lookUp);
    case "loss": {
      const loss = saidIn(moment, "loss");
      if (!loss) return NO_WORDS;
      const found = lookUp("losses", loss.type);
      return {
        title: `Loss: ${found?.title ?? loss.type}`,
        sentence: lossWords(loss),
        formula: found?.formula || null,
      };
    }
    case "backward":
      return backwardWords(moment, project, lookUp);
    case "clip": {
      const clip = saidIn(moment, "clip");
      return clip ? { title: "Clip", sentence: clipWords(clip), formula: null } : NO_WORDS;
    }
    case "optimizer": {
      const optimizer = saidIn(moment, "optimizer");
      if (!optimizer) return NO_WORDS;
      const found = lookUp("optimizers", optimizer.type);
      return {
        title: `Optimizer: ${found?.title ?? optimizer.type}`,
        sentence: `From the gradient and from what it remembers, it moves every weight a little, at the learning rate ${numberText(optimizer.learning_rate)}.`,
        formula: found?.formula || null,
      };
    }
    case "after": {
      const after = saidIn(moment, "after");
      return after ? { title: "New loss", sentence: afterWords(after), formula: null } : NO_WORDS;
    }
  }
}

/** The description of a moment whose numbers are missing. */
const NO_WORDS: Description = { title: "", sentence: "", formula: null };

/** The name of a node for people. */
export function titleOf(node: NodeFile | undefined, id: string, lookUp: LookUp): string {
  if (!node) return id;
  return node.name || `${lookUp("layers", node.layer.type)?.title ?? node.layer.type} (${id})`;
}

function batchTitle({ part, parts }: StepSaid<"batch">): string {
  return part ? `${parts[0] === part ? "First" : "Then"} the ${part} learns: batch` : "Batch";
}

function batchWords({ target, size, num_train, index }: StepSaid<"batch">): string {
  const wanted =
    typeof target === "string"
      ? `, of the class ${target}`
      : typeof target === "number"
        ? `, whose target is ${numberText(target)}`
        : "";
  return (
    `${numberText(size)} of the ${numberText(num_train)} training samples are taken. ` +
    `Sample ${numberText(index)} is followed${wanted}; choose another to follow that one.`
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
  const learns = readings.some((reading) => stepOf(reading)?.phase === "gradient");
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

function lossWords({ loss, of_sample: own }: StepSaid<"loss">): string {
  const alone = own === null ? "" : ` The followed sample alone: ${numberText(own)}.`;
  return `One number says how wrong the answers are: ${numberText(loss)} over the batch.${alone}`;
}

function clipWords(clip: StepSaid<"clip">): string {
  const penalties = [clip.l1 !== 0 && "L1", clip.l2 !== 0 && "L2"].filter(Boolean);
  const pulled =
    penalties.length > 0
      ? ` ${penalties.join(" and ")} pull on the weights: ${numberText(clip.pulled)}.`
      : "";
  const came = `The gradient of all weights together is ${numberText(clip.norm)} long.${pulled}`;
  const { clip_grad_norm: most, clip_grad_value: value } = clip;
  if (most === null && value === null) {
    return `${came} Nothing is clipped: the optimizer takes it as it is.`;
  }
  const limits = [
    most === null ? "" : `a length of ${numberText(most)}`,
    value === null ? "" : `${numberText(value)} for each number`,
  ].filter(Boolean);
  return `${came} At most ${limits.join(" and ")} is let through: ${numberText(clip.taken)} is left, ${numberText(clip.factor)} times as much.`;
}

function afterWords({ loss: before, new_loss: after }: StepSaid<"after">): string {
  const change =
    after < before ? "It fell" : after > before ? "It grew: the step was too long" : "It stayed";
  return `The same batch with the new weights: ${numberText(after)} instead of ${numberText(before)}. ${change}.`;
}

/** The text up to the first full stop, question mark or exclamation mark that ends a sentence. */
export function firstSentence(help: string): string {
  const paragraph = (help.split("\n\n")[0] ?? "").replaceAll("\n", " ");
  return /^.*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}

function nodeOf(project: ProjectFile | null, id: string | null): NodeFile | undefined {
  return project?.network.nodes.find((node) => node.id === id);
}
