/** Components that are loaded when they are first shown, so that the page starts faster. */
import { lazy } from "react";

export const AskPanel = lazy(async () => ({
  default: (await import("../panels/ask/AskPanel")).AskPanel,
}));
export const ComparePanel = lazy(async () => ({
  default: (await import("../panels/compare/ComparePanel")).ComparePanel,
}));
export const SlowStepPanel = lazy(async () => ({
  default: (await import("../panels/explain/SlowStepPanel")).SlowStepPanel,
}));
export const CellPanel = lazy(async () => ({
  default: (await import("../panels/explain/CellPanel")).CellPanel,
}));
export const ForkDialog = lazy(async () => ({
  default: (await import("../panels/compare/ForkDialog")).ForkDialog,
}));
export const RunsTable = lazy(async () => ({
  default: (await import("../panels/runs/RunsTable")).RunsTable,
}));
export const DataTab = lazy(async () => ({
  default: (await import("../panels/data/DataTab")).DataTab,
}));
export const LessonsTab = lazy(async () => ({
  default: (await import("../panels/lessons/LessonsTab")).LessonsTab,
}));
export const Inspector = lazy(async () => ({
  default: (await import("../editor/inspector/Inspector")).Inspector,
}));
/** These are below the parts that are seen first, or wait for a run. */
export const Timeline = lazy(async () => ({
  default: (await import("../panels/runs/Timeline")).Timeline,
}));
export const GradientFlow = lazy(async () => ({
  default: (await import("../panels/readings/GradientFlow")).GradientFlow,
}));
export const RunsOrWorst = lazy(async () => ({
  default: (await import("../panels/runs/RunsOrWorst")).RunsOrWorst,
}));
export const InsidesPanel = lazy(async () => ({
  default: (await import("../panels/readings/InsidesPanel")).InsidesPanel,
}));
export const Doctor = lazy(async () => ({
  default: (await import("./Doctor")).Doctor,
}));
export const TrainingPanel = lazy(async () => ({
  default: (await import("../panels/training/TrainingPanel")).TrainingPanel,
}));
export const ShortcutSheet = lazy(async () => ({
  default: (await import("./ShortcutSheet")).ShortcutSheet,
}));
export const About = lazy(async () => ({ default: (await import("./About")).About }));
export const FindBox = lazy(async () => ({ default: (await import("./find/FindBox")).FindBox }));
