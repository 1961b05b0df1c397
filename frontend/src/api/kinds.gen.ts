/**
 * This file was made by `npm run gen` from tests/golden/openapi.json.
 * Do not make direct changes to the file.
 */

/** Every message that the server sends as text. */
export const MESSAGES = ["answer","heartbeat","hello","listed","pace","points","probe_problem","refusal","run","runs","status"] as const;

/** What a reading of each kind must have: its facts, and for each tensor how many axes it has. */
export const KINDS = {
  attention: { facts: ["tokens","causal"], tensors: { values: { axes: 3, isNeeded: true } } },
  bars: { facts: ["series","names"], tensors: { values: { axes: 2, isNeeded: true } } },
  confusion: { facts: ["classes"], tensors: { counts: { axes: 2, isNeeded: true } } },
  curve: { facts: ["input","target","meaning"], tensors: { x: { axes: 1, isNeeded: true }, y: { axes: 2, isNeeded: true } } },
  field2d: { facts: ["low","high"], tensors: { values: { axes: 3, isNeeded: true } } },
  histogram: { facts: ["low","high","mean","std","num_zero"], tensors: { counts: { axes: 1, isNeeded: true } } },
  image: { facts: [], tensors: { values: { axes: 3, isNeeded: true } } },
  images: { facts: ["signed"], tensors: { values: { axes: 4, isNeeded: true } } },
  lines: { facts: ["names","x_label","y_label"], tensors: { x: { axes: 1, isNeeded: true }, y: { axes: 2, isNeeded: true } } },
  matrix: { facts: [], tensors: { bias: { axes: 1, isNeeded: false }, values: { axes: 2, isNeeded: true } } },
  prediction: { facts: ["target"], tensors: { predicted: { axes: 1, isNeeded: true }, truth: { axes: 1, isNeeded: true } } },
  samples: { facts: ["classes"], tensors: { images: { axes: 3, isNeeded: true }, index: { axes: 1, isNeeded: true }, loss: { axes: 1, isNeeded: true }, predicted: { axes: 1, isNeeded: true }, target: { axes: 1, isNeeded: true } } },
  scalar: { facts: [], tensors: { values: { axes: 0, isNeeded: true } } },
  scatter: { facts: ["groups"], tensors: { arrows: { axes: 2, isNeeded: false }, ellipses: { axes: 2, isNeeded: false }, grid: { axes: 3, isNeeded: false }, group: { axes: 1, isNeeded: true }, index: { axes: 1, isNeeded: false }, lines: { axes: 2, isNeeded: false }, marked: { axes: 2, isNeeded: false }, points: { axes: 2, isNeeded: true } } },
  states: { facts: ["names"], tensors: { values: { axes: 3, isNeeded: true } } },
  surface: { facts: ["low","high"], tensors: { path: { axes: 2, isNeeded: true }, values: { axes: 2, isNeeded: true } } },
  table: { facts: [], tensors: {} },
  tokens: { facts: ["tokens","meaning"], tensors: { values: { axes: 1, isNeeded: true } } },
  vector: { facts: [], tensors: { values: { axes: 1, isNeeded: true } } },
} as const;
