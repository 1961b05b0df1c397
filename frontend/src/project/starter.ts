/** A first network for data, chosen by what their samples are like. Pure. */
import type { DataInfo, EdgeFile, EntryJson, NodeFile, ProjectFile } from "../api/types";

/** Pictures are pooled until their sides are at most this long, then flattened. */
const SMALLEST_SIDE = 8;
const CHANNELS = [8, 16, 32, 32] as const;

type Layers = readonly EntryJson[];

/** What samples are like, in the words of the button. */
export function starterName(info: DataInfo): string {
  if (info.vocab && info.vocab.length > 0)
    return info.causal ? "a network that writes on" : "a network that reads";
  if (info.shape.length === 3) return "a convolutional network";
  if (info.shape.length === 2) return "a recurrent network";
  return "a feedforward network";
}

/** A complete project for these data. */
export function starter(info: DataInfo, data: EntryJson, title: string): Partial<ProjectFile> {
  const layers: Layers = [{ type: "input" }, ...between(info), { type: "output" }];
  const ids = named(layers);
  const nodes: NodeFile[] = layers.map((layer, at) => ({
    id: ids[at] as string,
    layer,
    trainable: true,
  }));
  const edges: EdgeFile[] = ids
    .slice(1)
    .map((target, at) => ({ source: ids[at] as string, target, handle: 0 }));
  return { title, network: { nodes, edges }, data, training: training(info) };
}

function between(info: DataInfo): Layers {
  if (info.vocab && info.vocab.length > 0) return reading(info);
  if (info.shape.length === 3) return looking(info.shape);
  if (info.shape.length === 2) return [{ type: "gru", hidden_size: 32 }];
  return [
    { type: "linear", out_features: 32 },
    { type: "relu" },
    { type: "linear", out_features: 16 },
    { type: "relu" },
  ];
}

function reading(info: DataInfo): Layers {
  const isByToken = info.token_targets === true;
  return [
    { type: "embedding", embedding_dim: 32 },
    { type: "gru", hidden_size: 96, ...(isByToken ? { returns: "sequence" } : {}) },
  ];
}

function looking([, height = 1, width = 1]: readonly number[]): Layers {
  const layers: EntryJson[] = [];
  let side = Math.min(height, width);
  for (const out_channels of CHANNELS) {
    layers.push({ type: "conv2d", out_channels, kernel_size: 3, padding: 1 }, { type: "relu" });
    if (side < 4) break;
    layers.push({ type: "max_pool2d", kernel_size: 2 });
    side = Math.floor(side / 2);
    if (side <= SMALLEST_SIDE) break;
  }
  return [...layers, { type: "flatten" }, { type: "linear", out_features: 32 }, { type: "relu" }];
}

/** The task and the loss follow from the data; the batch must not be larger than what there is. */
function training(info: DataInfo): ProjectFile["training"] {
  const isText = (info.vocab?.length ?? 0) > 0;
  const batch = Math.max(1, Math.min(32, Math.floor(info.num_train / 4)));
  const steps = Math.ceil(info.num_train / batch);
  return {
    optimizer: { type: "adam", lr: info.shape.length === 1 && !isText ? 0.01 : 0.003 },
    batch_size: batch,
    // About three thousand steps, which take a laptop some seconds.
    epochs: Math.max(3, Math.min(200, Math.round(3_000 / steps))),
    seed: 1,
    l1: 0,
    l2: 0,
    ...(isText || info.shape.length === 2 ? { clip_grad_norm: 1 } : {}),
  };
}

/** Short ids that can be read: `x`, `conv2d1`, `relu1`, `y`. */
function named(layers: Layers): string[] {
  const seen = new Map<string, number>();
  return layers.map(({ type }) => {
    if (type === "input") return "x";
    if (type === "output") return "y";
    const count = (seen.get(type) ?? 0) + 1;
    seen.set(type, count);
    return `${type.replace(/[^a-z0-9]/g, "")}${count}`;
  });
}
